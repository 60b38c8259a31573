import { Refusal } from '../errors.ts'
import type { Actor, Role } from '../platform/auth/access.ts'
import { explainBlocker } from './blockers.ts'
import type { CaseFacts } from './case-facts.ts'
import { type Action, blockersOf, type Rule, ruleOf, rules } from './rules.ts'
import { say } from './words.ts'

/** Refuses what the case's stage, the actor's role and side, or the separation of people does not allow, in that order. */
export function assertMay(action: Action, facts: CaseFacts, actor: Actor): void {
  const rule = ruleOf(action)
  const side = sideOf(rule, facts)
  if (side !== 'either' && side !== ownSide(facts, actor)) {
    throw new Refusal('forbidden', `Only the ${side} organisation may do this.`)
  }
  if (!rule.by.some((role) => actor.roles.includes(role))) {
    throw new Refusal('forbidden', `This needs the role ${rule.by.map((role) => `"${role}"`).join(' or ')}.`)
  }
  if (!rule.from.includes(facts.stage)) {
    throw new Refusal(
      'wrong-state',
      `"${action}" is possible in ${rule.from.join(', ')}; this case is in ${facts.stage}.`,
    )
  }
  const other = otherRoleOf(rule, facts, actor.memberId)
  if (other) {
    throw new Refusal(
      'forbidden',
      `You took part in this case as ${other}; nobody may also be its ${rule.apart}.`,
    )
  }
}

/** The role in which this actor, who may do it, does it; where several allow it, the one that the rule names first. */
export function roleFor(action: Action, actor: Pick<Actor, 'roles'>): Role {
  const { by } = ruleOf(action)
  return by.find((role) => actor.roles.includes(role)) ?? by[0]!
}

/** Refuses with every blocker at once. */
export function assertUnblocked(action: Action, facts: CaseFacts): void {
  const blockers = blockersOf(action, facts)
  if (blockers.length > 0) {
    throw new Refusal('blocked', say('something-missing'), [], {
      blockers: blockers.map((blocker) => ({ ...blocker, sentence: explainBlocker(blocker) })),
    })
  }
}

/** Everything this actor may do now. A client that names no person may do what asks for no judgement. */
export function actionsOf(
  facts: CaseFacts,
  actor: Actor,
): { action: Action; at: string; blocked: boolean }[] {
  return (Object.keys(rules) as Action[]).flatMap((action) => {
    try {
      assertMay(action, facts, actor)
    } catch (error) {
      if (error instanceof Refusal) return []
      throw error
    }
    const unassigned = !facts.assigned?.some((one) => one.memberId === actor.memberId)
    if (action === 'record-marks' && facts.assigned && unassigned) return []
    return [{ action, at: ruleOf(action).at, blocked: blockersOf(action, facts).length > 0 }]
  })
}

const sideOf = (rule: Rule, facts: CaseFacts) => (rule.byMemorandum ? facts.assessedBy : rule.side)

const ownSide = (facts: CaseFacts, actor: Actor) =>
  actor.organisationId === facts.organisationId ? 'sending' : 'hosting'

function otherRoleOf(rule: Rule, facts: CaseFacts, memberId: string | null): string | null {
  if (!rule.apart || memberId === null) return null
  const taken = { mentor: facts.mentors, assessor: facts.assessors, validator: facts.validators }
  return (
    Object.entries(taken).find(([role, members]) => role !== rule.apart && members.includes(memberId))?.[0] ??
    null
  )
}
