import type { appealStates } from '../../db/schema/recognition/appeals.ts'
import { Refusal } from '../../errors.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { addDays, dayOf } from '../../platform/dates.ts'
import type { Result } from '../case-facts.ts'
import type { Stage } from '../stage.ts'

export type AppealState = (typeof appealStates)[number]
export type AppealKind = 'appeal' | 'complaint'

type Rule = {
  from: readonly (AppealState | null)[]
  to: AppealState
  by: readonly (Role | 'learner' | 'guardian')[]
  /** Asked of the person who hears the appeal, of anyone else, or of either. */
  hears: 'must' | 'must-not' | 'may'
  /** Whose people: the sending organisation's, or those of whoever assesses by the memorandum. */
  side: 'sending' | 'assessing'
  /** It judges nothing: who took part in the case may do it too, and who hears the appeal in whatever role. */
  arranges?: true
}

/** The whole life of an appeal. Nothing leaves upheld, rejected or withdrawn. */
export const appealRules = {
  submit: { from: [null], to: 'submitted', by: ['learner', 'guardian'], hears: 'may', side: 'sending' },
  hear: { from: ['submitted'], to: 'in-hearing', by: ['validator'], hears: 'may', side: 'sending' },
  'ask-marking': {
    from: ['in-hearing'],
    to: 'in-hearing',
    by: ['coordinator'],
    hears: 'may',
    side: 'sending',
    arranges: true,
  },
  'mark-again': {
    from: ['in-hearing'],
    to: 'in-hearing',
    by: ['assessor'],
    hears: 'must-not',
    side: 'assessing',
  },
  uphold: { from: ['in-hearing'], to: 'upheld', by: ['validator'], hears: 'must', side: 'sending' },
  reject: { from: ['in-hearing'], to: 'rejected', by: ['validator'], hears: 'must', side: 'sending' },
  withdraw: {
    from: ['submitted', 'in-hearing'],
    to: 'withdrawn',
    by: ['learner', 'guardian'],
    hears: 'may',
    side: 'sending',
  },
} as const satisfies Record<string, Rule>

export type AppealAction = keyof typeof appealRules
/** What members do with an appeal; the rest is done through a link. */
export const handling = ['hear', 'ask-marking', 'mark-again', 'uphold', 'reject'] as const
export type Handling = (typeof handling)[number]

type Open = {
  state: AppealState
  kind: AppealKind
  handlerId: string | null
  markingAskedAt: Date | null
  organisationId: string
  hostingOrganisationId: string
}

/** What must be known of the case to say who may handle an appeal against it. */
export type Around = {
  /** Everyone who had a part in what the appeal is about. */
  tookPart: ReadonlySet<string>
  /** Whose assessors mark, by the memorandum. */
  assessedBy: 'sending' | 'hosting' | 'either'
}

/**
 * Refuses what the person's organisation, role or part in the case, or the state of the appeal does not allow, in that
 * order.
 */
export function assertMayHandle(action: Handling, appeal: Open, actor: Actor, around: Around): void {
  const rule: Rule = appealRules[action]
  assertSide(rule, appeal, actor, around)
  const hears = actor.memberId !== null && appeal.handlerId === actor.memberId
  if (!rule.by.some((role) => actor.roles.includes(role as Role)) && !(rule.arranges && hears))
    throw new Refusal('forbidden', `This needs the role "${rule.by.join('" or "')}".`)
  if (actor.memberId === null || (!rule.arranges && around.tookPart.has(actor.memberId)))
    throw new Refusal('forbidden', 'You took part in this case; an appeal is handled by those who did not.')
  if (!rule.from.includes(appeal.state)) throw wrongState(action, appeal.state)
  if (rule.hears === 'must' && !hears) throw new Refusal('forbidden', 'Somebody else hears this appeal.')
  if (rule.hears === 'must-not' && hears)
    throw new Refusal('forbidden', 'You hear this appeal; somebody else marks again.')
  if (action !== 'ask-marking') return
  if (appeal.kind === 'complaint')
    throw new Refusal('wrong-state', 'A complaint changes no result; nothing is marked again.')
  if (appeal.markingAskedAt) throw new Refusal('conflict', 'The assessors were asked already.')
}

function assertSide(rule: Rule, appeal: Open, actor: Actor, { assessedBy }: Around): void {
  if (rule.side === 'sending') {
    if (actor.organisationId !== appeal.organisationId)
      throw new Refusal('forbidden', 'Only the sending organisation handles an appeal.')
    return
  }
  const own = actor.organisationId === appeal.organisationId ? 'sending' : 'hosting'
  const isParty = own === 'sending' || actor.organisationId === appeal.hostingOrganisationId
  if (!isParty || (assessedBy !== 'either' && assessedBy !== own))
    throw new Refusal('forbidden', `By the memorandum, the ${assessedBy} organisation assesses.`)
  if (own === 'hosting' && appeal.markingAskedAt === null)
    throw new Refusal(
      'forbidden',
      'The assessors of the hosting organisation mark again when they are asked to.',
    )
}

/** What the person may do with the appeal now. */
export function handlingOf(appeal: Open, actor: Actor, around: Around): Handling[] {
  return handling.filter((action) => {
    try {
      assertMayHandle(action, appeal, actor, around)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  })
}

export function assertMayWithdraw(appeal: { state: AppealState }): void {
  const { from } = appealRules.withdraw
  if (!(from as readonly AppealState[]).includes(appeal.state)) throw wrongState('withdraw', appeal.state)
}

function wrongState(action: AppealAction, state: AppealState): Refusal {
  const from = appealRules[action].from.join(', ')
  return new Refusal('wrong-state', `"${action}" is possible when ${from}; this appeal is ${state}.`)
}

/** The last day (UTC) on which a closed case may be appealed; null while it is open. */
export function lastDayToAppeal(closedAt: Date | null, windowDays: number): string | null {
  return closedAt && addDays(dayOf(closedAt), windowDays)
}

/** Why nothing may be submitted on that day, or null. A complaint may come while the case is still open. */
export function lateOrEarly(
  kind: AppealKind,
  stage: Stage,
  lastDay: string | null,
  today: string,
): string | null {
  if (lastDay !== null && today > lastDay) return `The time to appeal ended on ${lastDay}.`
  if (kind === 'complaint' || stage === 'certified' || stage === 'refused') return null
  return stage === 'withdrawn'
    ? 'Nothing was decided in this case.'
    : 'There is no final result yet; it can be appealed when the case is closed.'
}

type Found = { result: Result; level: number | null; improved: boolean }

const ranks: Record<Result, number> = { 'not-assessed': 0, 'not-reached': 0, partly: 1, reached: 2 }

/** An appeal never leaves a learner worse off: neither result nor level falls. */
export function isWorse(before: Found, after: Found): boolean {
  return ranks[after.result] < ranks[before.result] || (after.level ?? 0) < (before.level ?? 0)
}

export function isChanged(before: Found, after: Found): boolean {
  return before.result !== after.result || before.level !== after.level || before.improved !== after.improved
}
