import type { Criterion } from '../../src/db/schema/mobility/agreements.ts'
import type { Role } from '../../src/platform/auth/access.ts'
import type { Client, School } from '../setup/world.ts'

/** What is held, in one sentence each; written from the requirements, not from the service. */
export const requirements = {
  R01: 'R01: no case is opened and nothing is submitted or marked before both sides and the learner have signed',
  R06: 'R06: stages follow in order, each is left only when nothing is missing, and nothing is done in a closed case',
  R07: 'R07: every move, and nothing else, is on record with who made it, when, from where to where, why and a hash of what was known, and cannot be changed',
  R10: 'R10: the level is the highest up to which accepted evidence meets every mandatory criterion, whoever marks, and nothing else feeds it',
  R12: 'R12: an outcome is decided once, reached exactly when its level is at least the target and improved exactly when it is above the baseline',
  blind:
    'R14: until the second assessor has submitted their marks, nobody but the first sees the first marks, wherever they look',
  second:
    'R14: an outcome is marked a second time exactly where it is sampled, one mandatory criterion short, two levels from the self-assessment, or asked for',
  adjudicated:
    'R14: levels that differ go to an adjudicator, who marked in neither round and whose level counts; one person marks in one round',
  R17: 'R17: mentor, assessors, validator and issuer of a case are different people, and only who is assigned to it without a conflict marks',
  parts:
    'each side takes its own part, once, after the learner was informed; what nothing forbids goes through',
} as const
export type Requirement = keyof typeof requirements

/** One of several people who each hold every role, at one school or the other. */
export type Person = { id: string; school: School; as(role: Role): Client }

export type Round = 'first' | 'second' | 'adjudication'
export type Result = 'reached' | 'partly' | 'not-reached' | 'not-assessed'

export type Marking = { id: string; by: string; level: number | null; part: boolean; token: string }

export type OutcomeModel = {
  competence: string
  baseline: number
  target: number
  status: 'open' | 'claimed' | 'dropped'
  selfLevel: number | null
  markings: Partial<Record<Round, Marking>>
  secondDue: boolean
  /** Undefined while nothing is decided; null: not assessed. */
  decided: { result: Result; level: number | null; improved: boolean } | undefined
}

export type Stage =
  | 'unsigned'
  | 'identification'
  | 'documentation'
  | 'assessment'
  | 'validation'
  | 'certified'
  | 'refused'
  | 'withdrawn'

export type Move = { action: string; from: Stage; to: Stage; memberId: string; reason: string | null }

export type CaseModel = {
  sending: string
  sampled: boolean
  stage: Stage
  signed: Set<'sending' | 'hosting' | 'learner'>
  informed: boolean
  outcomes: OutcomeModel[]
  evidence: string[]
  declared: { authorship: boolean; attestation: boolean }
  assigned: Map<string, { id: string; round: Round; state: 'accepted' | 'conflicted' }>
  /** Who has taken which part. */
  mentors: Set<string>
  assessors: Set<string>
  validators: Set<string>
  /** Whose assignment as adjudicator was withdrawn: the marks may have been open to them. */
  adjudicators: Set<string>
  /** What people have put down and not submitted, by person and competence. */
  drafts: Map<string, string>
  moves: Move[]
}

export function newCaseModel(
  sending: string,
  sampled: boolean,
  planned: { competence: string; baseline: number; target: number }[],
): CaseModel {
  return {
    sending,
    sampled,
    stage: 'unsigned',
    signed: new Set(),
    informed: false,
    outcomes: planned.map((one) => ({
      ...one,
      status: 'open',
      selfLevel: null,
      markings: {},
      secondDue: false,
      decided: undefined,
    })),
    evidence: [],
    declared: { authorship: false, attestation: false },
    assigned: new Map(),
    mentors: new Set(),
    assessors: new Set(),
    validators: new Set(),
    adjudicators: new Set(),
    drafts: new Map(),
    moves: [],
  }
}

export const isClosed = ({ stage }: CaseModel) => ['certified', 'refused', 'withdrawn'].includes(stage)
export const sideOf = (c: CaseModel, { school }: Person) => (school.id === c.sending ? 'sending' : 'hosting')
export const claimed = (c: CaseModel) => c.outcomes.filter((one) => one.status === 'claimed')

/** Which marks of an outcome are due next; null when they are settled. */
export function awaits({ markings, secondDue }: OutcomeModel): Round | null {
  const { first, second, adjudication } = markings
  if (!first) return 'first'
  if (!secondDue) return null
  if (!second) return 'second'
  return (first.level ?? 0) === (second.level ?? 0) || adjudication ? null : 'adjudication'
}

/** The level that counts. */
export function levelOf({ markings }: OutcomeModel): number | null {
  return (markings.adjudication ?? markings.first)?.level ?? null
}

/** What follows from the marking that counts: reached at the target; partly above the level before, or with part of the target. */
export function plainResult(outcome: OutcomeModel): Result {
  const level = levelOf(outcome)
  if (level !== null && level >= outcome.target) return 'reached'
  const { part } = (outcome.markings.adjudication ?? outcome.markings.first)!
  return part || (level !== null && level > outcome.baseline) ? 'partly' : 'not-reached'
}

export type MarksBody = {
  competence: string
  judgements: {
    evidenceId: string
    valid: boolean
    authentic: boolean
    current: boolean
    sufficient: boolean
  }[]
  contradiction?: string
  marks: { criterionId: string; mark: string; evidenceIds: string[]; comment?: string }[]
}

/** The mandatory criteria of each level that a marking leaves unmet, lowest level first. */
function unmetByLevel(
  criteria: Criterion[],
  { judgements, marks }: MarksBody,
): [level: number, unmet: number][] {
  const counts = (id: string) =>
    judgements.some(
      (one) => one.evidenceId === id && one.valid && one.authentic && one.current && one.sufficient,
    )
  const isMet = (id: string) =>
    marks.some((one) => one.criterionId === id && one.mark === 'met' && one.evidenceIds.some(counts))
  const mandatory = criteria.filter((one) => one.mandatory)
  const levels = [...new Set(mandatory.map((one) => one.level ?? 1))].sort((a, b) => a - b)
  return levels.map((level) => [
    level,
    mandatory.filter((one) => (one.level ?? 1) === level && !isMet(one.id)).length,
  ])
}

/** R10, read from the requirement. */
export function expectedLevel(criteria: Criterion[], body: MarksBody): number | null {
  const levels = unmetByLevel(criteria, body)
  const reached = levels.filter((_, at) => levels.slice(0, at + 1).every(([, unmet]) => unmet === 0))
  return reached.at(-1)?.[0] ?? null
}

/** One mandatory criterion short of the target. */
export function isBorderline(criteria: Criterion[], body: MarksBody, target: number): boolean {
  const short = unmetByLevel(criteria, body).filter(([level]) => level <= target)
  return short.reduce((sum, [, unmet]) => sum + unmet, 0) === 1
}

/** A level is met above one that is not. */
export function isContradiction(criteria: Criterion[], body: MarksBody): boolean {
  const levels = unmetByLevel(criteria, body)
  const missed = levels.findIndex(([, unmet]) => unmet > 0)
  return missed >= 0 && levels.slice(missed).some(([, unmet]) => unmet === 0)
}

/** Whether all that is asked for some facet at the target is met. */
export function showsPart(criteria: Criterion[], body: MarksBody, target: number): boolean {
  const atTarget = criteria.filter((one) => one.mandatory && one.level === target)
  return [...new Set(atTarget.map((one) => one.facet))].some((facet) =>
    unmetByLevel(
      atTarget.filter((one) => one.facet === facet),
      body,
    ).every(([, unmet]) => unmet === 0),
  )
}

/** Two levels or more between the learner's word and what was found, or could have been at most. */
export function isFarFromSelf(criteria: Criterion[], self: number | null, level: number | null): boolean {
  if (self === null) return false
  if (level !== null) return Math.abs(self - level) >= 2
  return self - (Math.min(...criteria.map((one) => one.level ?? 1)) - 1) >= 2
}
