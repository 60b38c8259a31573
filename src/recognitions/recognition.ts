import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Deviation } from '../agreements/agreement.ts'
import type { stages } from '../db/schema/recognitions.ts'
import { Refusal } from '../errors.ts'
import type { Actor, Role } from '../platform/auth/access.ts'
import { blockerSentences } from './words.ts'

export type Stage = (typeof stages)[number]
export type Result = 'reached' | 'partly' | 'not-reached' | 'not-assessed'

export type OutcomeFacts = {
  id: string
  competence: string
  kind: 'planned' | 'additional'
  status: 'open' | 'claimed' | 'dropped'
  evidence: number
  level: number | null
  /** Whether its marks are settled: no further marking is due. */
  assessed: boolean
  /** What is due beyond the first marks. */
  awaits?: 'second' | 'adjudication'
  decision: { result: Result; improved: boolean } | null
}

/** All that the rules of a case need to know of it. */
export type CaseFacts = {
  stage: Stage
  organisationId: string
  hostingOrganisationId: string
  /** What was signed and no longer holds for the mobility. */
  outdated: string[]
  /** A newer version of the agreement: waiting for signatures, or signed and waiting to be taken over. */
  amendment: 'unsigned' | 'signed' | null
  /** In what the signing of the agreement departed from the rules; recorded, and in nobody's way. */
  deviations: Deviation[]
  /** Whose assessors may mark, by the memorandum under which the agreement was signed. */
  assessedBy: 'sending' | 'hosting' | 'either'
  /** Whether the learner has acknowledged the information sheet. */
  informed: boolean
  mobilityEnded: boolean
  outcomes: OutcomeFacts[]
  declared: { authorship: boolean; attestation: boolean }
  mentors: string[]
  assessors: string[]
  validators: string[]
  /** Pieces of evidence that a scanner still holds back; left out when there are none. */
  held?: number
  /** Who is assigned to mark, in which round, and has not declared a conflict. */
  assigned?: { memberId: string; round: 'first' | 'second' | 'adjudication' | 'appeal' }[]
  /** Set while nothing is issued for this partnership. */
  issuingPaused?: true
}

export type BlockerCode =
  | 'agreement-outdated'
  | 'amendment-unsigned'
  | 'amendment-signed'
  | 'no-amendment'
  | 'information-not-acknowledged'
  | 'outcome-open'
  | 'nothing-claimed'
  | 'evidence-missing'
  | 'evidence-held'
  | 'authorship-missing'
  | 'attestation-missing'
  | 'marks-missing'
  | 'second-marks-missing'
  | 'adjudication-missing'
  | 'decision-missing'
  | 'nothing-to-certify'
  | 'something-to-certify'
  | 'mobility-not-ended'
  | 'issuing-paused'

export type Blocker = { code: BlockerCode; by: Role | 'learner'; competence?: string }

type Rule = {
  from: readonly Stage[]
  /** Where the case goes; the same stage for what is done within it. */
  to: Stage | 'same'
  by: readonly Role[]
  side: 'sending' | 'hosting' | 'either'
  /** Where to send it: the path below /v1/recognitions/{id}, or below /v1. */
  at: string
  /** A role that no other of these may be joined with in one case. */
  apart?: 'mentor' | 'assessor' | 'validator' | 'issuer'
  reason?: true
  /** The memorandum may leave it to one side. */
  byMemorandum?: true
  blockers: (facts: CaseFacts) => Blocker[]
}

const open = ['identification', 'documentation', 'assessment', 'validation'] as const
const none = () => []

/** Whether anything may still happen in a case. */
export const isOpen = (stage: Stage): boolean => (open as readonly Stage[]).includes(stage)

/** The whole life of a case. Nothing skips a stage, and nothing leaves certified, refused or withdrawn. */
export const rules = {
  'adopt-agreement': {
    from: open,
    to: 'same',
    by: ['coordinator'],
    side: 'sending',
    at: '/agreement',
    blockers: adoptionBlockers,
  },
  'claim-outcome': {
    from: ['identification'],
    to: 'same',
    by: ['coordinator'],
    side: 'sending',
    at: '/outcomes',
    blockers: informationBlockers,
  },
  'complete-identification': {
    from: ['identification'],
    to: 'documentation',
    by: ['coordinator'],
    side: 'sending',
    at: '/transitions',
    blockers: identificationBlockers,
  },
  'submit-evidence': {
    from: ['documentation'],
    to: 'same',
    by: ['coordinator', 'mentor'],
    side: 'either',
    at: '/evidence',
    blockers: none,
  },
  attest: {
    from: ['documentation'],
    to: 'same',
    by: ['mentor'],
    side: 'hosting',
    at: '/attestation',
    apart: 'mentor',
    blockers: none,
  },
  'complete-documentation': {
    from: ['documentation'],
    to: 'assessment',
    by: ['coordinator'],
    side: 'sending',
    at: '/transitions',
    blockers: documentationBlockers,
  },
  'record-marks': {
    from: ['assessment'],
    to: 'same',
    by: ['assessor'],
    side: 'either',
    at: '/marks',
    apart: 'assessor',
    byMemorandum: true,
    blockers: none,
  },
  'complete-assessment': {
    from: ['assessment'],
    to: 'validation',
    by: ['coordinator', 'assessor'],
    side: 'sending',
    at: '/transitions',
    blockers: assessmentBlockers,
  },
  decide: {
    from: ['validation'],
    to: 'same',
    by: ['validator'],
    side: 'sending',
    at: '/decision',
    apart: 'validator',
    blockers: none,
  },
  refuse: {
    from: ['validation'],
    to: 'refused',
    by: ['validator'],
    side: 'sending',
    at: '/transitions',
    apart: 'validator',
    reason: true,
    blockers: refusalBlockers,
  },
  issue: {
    from: ['validation'],
    to: 'certified',
    by: ['issuer'],
    side: 'sending',
    at: '/v1/certificates',
    apart: 'issuer',
    blockers: issueBlockers,
  },
  withdraw: {
    from: open,
    to: 'withdrawn',
    by: ['coordinator'],
    side: 'sending',
    at: '/transitions',
    reason: true,
    blockers: none,
  },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules

/** The moves that are asked for by name; issuing is a move too, made by the certificate. */
export const moves = [
  'complete-identification',
  'complete-documentation',
  'complete-assessment',
  'refuse',
  'withdraw',
] as const
export type MoveName = (typeof moves)[number]

const ruleOf = (action: Action): Rule => rules[action]

/** The stage a case is in after the action. */
export function stageAfter(action: Action, stage: Stage): Stage {
  const { to } = ruleOf(action)
  return to === 'same' ? stage : to
}

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

/** What is missing before the action; empty when nothing is. */
export function blockersOf(action: Action, facts: CaseFacts): Blocker[] {
  return ruleOf(action).blockers(facts)
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

/** What keeps the case from leaving its present stage. */
export function presentBlockers(facts: CaseFacts): Blocker[] {
  switch (facts.stage) {
    case 'identification':
      return identificationBlockers(facts)
    case 'documentation':
      return documentationBlockers(facts)
    case 'assessment':
      return assessmentBlockers(facts)
    case 'validation':
      return decisionBlockers(facts).length > 0 || hasResult(facts) ? issueBlockers(facts) : []
    default:
      return []
  }
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

const claimed = (facts: CaseFacts) => facts.outcomes.filter((one) => one.status === 'claimed')

function outdatedBlockers(facts: CaseFacts): Blocker[] {
  return facts.outdated.length > 0 ? [{ code: 'agreement-outdated', by: 'coordinator' }] : []
}

/** While an amendment is on its way, nobody moves on by what is about to be replaced. */
function amendmentBlockers({ amendment }: CaseFacts): Blocker[] {
  return amendment === null ? [] : [{ code: `amendment-${amendment}`, by: 'coordinator' }]
}

function adoptionBlockers({ amendment }: CaseFacts): Blocker[] {
  if (amendment === 'signed') return []
  return [{ code: amendment === null ? 'no-amendment' : 'amendment-unsigned', by: 'coordinator' }]
}

function informationBlockers({ informed }: CaseFacts): Blocker[] {
  return informed ? [] : [{ code: 'information-not-acknowledged', by: 'learner' }]
}

function identificationBlockers(facts: CaseFacts): Blocker[] {
  const open = facts.outcomes.filter((one) => one.status === 'open')
  return [
    ...informationBlockers(facts),
    ...outdatedBlockers(facts),
    ...amendmentBlockers(facts),
    ...open.map((one) => ({ code: 'outcome-open', by: 'coordinator', competence: one.competence }) as const),
    ...(open.length === 0 && claimed(facts).length === 0
      ? [{ code: 'nothing-claimed', by: 'coordinator' } as const]
      : []),
  ]
}

function documentationBlockers(facts: CaseFacts): Blocker[] {
  return [
    ...amendmentBlockers(facts),
    ...claimed(facts)
      .filter((one) => one.evidence === 0)
      .map((one) => ({ code: 'evidence-missing', by: 'learner', competence: one.competence }) as const),
    ...(facts.held ? [{ code: 'evidence-held', by: 'admin' } as const] : []),
    ...(facts.declared.authorship ? [] : [{ code: 'authorship-missing', by: 'learner' } as const]),
    ...(facts.declared.attestation ? [] : [{ code: 'attestation-missing', by: 'mentor' } as const]),
  ]
}

function assessmentBlockers(facts: CaseFacts): Blocker[] {
  const unmarked: Blocker[] = claimed(facts)
    .filter((one) => !one.assessed)
    .map((one) => {
      const round = one.awaits ?? 'first'
      const awaited = !facts.assigned || facts.assigned.some((other) => other.round === round)
      return {
        code: missingMarks(one),
        by: awaited ? 'assessor' : 'coordinator',
        competence: one.competence,
      }
    })
  return [...amendmentBlockers(facts), ...unmarked]
}

function missingMarks({ awaits }: OutcomeFacts): BlockerCode {
  if (awaits === 'second') return 'second-marks-missing'
  return awaits === 'adjudication' ? 'adjudication-missing' : 'marks-missing'
}

function decisionBlockers(facts: CaseFacts): Blocker[] {
  return claimed(facts)
    .filter((one) => one.decision === null)
    .map((one) => ({ code: 'decision-missing', by: 'validator', competence: one.competence }))
}

/** Something to certify: an outcome reached, or a level higher than before. */
const hasResult = (facts: CaseFacts) =>
  claimed(facts).some((one) => one.decision?.result === 'reached' || one.decision?.improved === true)

function issueBlockers(facts: CaseFacts): Blocker[] {
  const missing = decisionBlockers(facts)
  return [
    ...missing,
    ...(missing.length === 0 && !hasResult(facts)
      ? [{ code: 'nothing-to-certify', by: 'validator' } as const]
      : []),
    ...(facts.mobilityEnded ? [] : [{ code: 'mobility-not-ended', by: 'coordinator' } as const]),
    ...outdatedBlockers(facts),
    ...amendmentBlockers(facts),
    ...(facts.issuingPaused ? [{ code: 'issuing-paused', by: 'admin' } as const] : []),
  ]
}

function refusalBlockers(facts: CaseFacts): Blocker[] {
  const missing = decisionBlockers(facts)
  if (missing.length > 0) return missing
  return hasResult(facts) ? [{ code: 'something-to-certify', by: 'issuer' }] : []
}

/** The hash of what was known when a case moved, so that it can be shown later that nothing else was. */
export function hashOfFacts(facts: CaseFacts): string {
  return createHash('sha256')
    .update(canonicalize(facts) as string)
    .digest('hex')
}

/** Refuses with every blocker at once. */
export function assertUnblocked(action: Action, facts: CaseFacts): void {
  const blockers = blockersOf(action, facts)
  if (blockers.length > 0) {
    throw new Refusal('blocked', 'Something is missing first; see blockers.', [], {
      blockers: blockers.map((blocker) => viewBlocker(blocker, 'en')),
    })
  }
}

export function viewBlocker({ code, by, competence }: Blocker, language: 'lv' | 'en') {
  const sentence = blockerSentences[code][language].replace('{competence}', competence ?? '')
  return { code, by, sentence, ...(competence ? { competence } : {}) }
}
