import type { results } from '../db/schema/recognition/decisions.ts'
import { notFound } from '../errors.ts'
import {
  type Deviation,
  deviationsOf,
  missingSignatures,
  outdatedFields,
} from '../mobility/agreements/agreement.ts'
import type { VersionWithSignatures } from '../mobility/agreements/store.ts'
import { hashOf } from '../platform/hash.ts'
import type { Gathered } from './case-facts-store.ts'
import type { Outcome } from './outcome-store.ts'
import { type Round, settle } from './settlement.ts'
import type { Stage } from './stage.ts'
import type { Recognition } from './store.ts'

export type Result = (typeof results)[number]

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
  assigned?: { memberId: string; round: Round }[]
  /** Set while nothing is issued for this partnership. */
  issuingPaused?: true
}

/** The hash of what was known when a case moved, so that it can be shown later that nothing else was. */
export const hashOfFacts = (facts: CaseFacts): string => hashOf(facts)

/** What the rows gathered of several cases say of this one. */
export function factsOf(recognition: Recognition, today: string, gathered: Gathered): CaseFacts {
  const own = <Row extends { recognitionId: string }>(rows: Row[]) =>
    rows.filter((row) => row.recognitionId === recognition.id)
  const marked = own(gathered.marked)
  const decided = own(gathered.decided)
  const declared = own(gathered.declared)
  const pieces = own(gathered.pieces)
  const held = pieces.filter((one) => one.scan === 'held').length
  const isPaused = gathered.paused.some(
    (one) =>
      one.organisationId === recognition.organisationId &&
      one.hostingOrganisationId === recognition.hostingOrganisationId,
  )
  const { content, ...agreement } = agreementFacts(recognition, gathered)
  const mobility = gathered.agreedMobilities.find((one) => one.id === recognition.mobilityId)
  if (!mobility) throw notFound('mobility')
  // A declaration speaks for what was there when it was given.
  const isDeclared = (kind: 'authorship' | 'attestation') =>
    declared.some((one) => one.kind === kind && pieces.every((piece) => piece.createdAt <= one.at))
  return {
    stage: recognition.stage,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    ...agreement,
    outdated: outdatedFields(content, mobility),
    informed: own(gathered.acknowledged).length > 0,
    mobilityEnded: mobility.endsOn <= today,
    outcomes: own(gathered.claims).map((outcome) => outcomeFacts(outcome, gathered)),
    declared: {
      authorship: isDeclared('authorship'),
      attestation: isDeclared('attestation'),
    },
    mentors: declared.flatMap((one) => one.memberId ?? []),
    assessors: marked.map((one) => one.assessorId),
    validators: decided.map((one) => one.validatorId),
    assigned: own(gathered.assigned).map(({ memberId, round }) => ({ memberId, round })),
    ...(held > 0 ? { held } : {}),
    ...(isPaused ? { issuingPaused: true as const } : {}),
  }
}

/** What the rules need to know of the agreement a case follows, and of a newer one. */
function agreementFacts(recognition: Recognition, { versions: all, memoranda }: Gathered) {
  const versions = all.filter(({ version }) => version.mobilityId === recognition.mobilityId)
  const followed = versions.find(({ version }) => version.id === recognition.agreementVersionId)
  if (!followed) throw notFound('agreement-version')
  const { content, number } = followed.version
  const newer = versions.findLast((one) => !one.withdrawn && one.version.number > number)
  const upTo = versions.filter((one) => !one.withdrawn && one.version.number <= number)
  const partnershipId = followed.signatures.at(-1)?.partnershipId ?? null
  return {
    content,
    amendment: newer ? amendmentState(newer) : null,
    deviations: deviationsOf(upTo.map(({ version, signatures }) => ({ ...version, signatures }))),
    assessedBy: memoranda.find((one) => one.id === partnershipId)?.assessedBy ?? ('either' as const),
  }
}

const amendmentState = ({ version, signatures }: VersionWithSignatures) =>
  missingSignatures(version, signatures).length === 0 ? ('signed' as const) : ('unsigned' as const)

function outcomeFacts(outcome: Outcome, gathered: Gathered): OutcomeFacts {
  const { counts, marked, second, decided } = gathered
  const own = marked.filter((one) => one.outcomeId === outcome.id)
  const decision = decided.findLast((one) => one.outcomeId === outcome.id)
  const { assessment, awaits } = settle(
    own,
    second.some((one) => one.outcomeId === outcome.id && one.reasons.length > 0),
  )
  // What was marked in an appeal counts once the appeal has been decided by it.
  const appealed = decision?.appealId ? own.find((one) => one.appealId === decision.appealId) : undefined
  const counted = appealed ?? assessment
  return {
    id: outcome.id,
    competence: outcome.competence,
    kind: outcome.kind,
    status: outcome.status,
    evidence: counts.find((one) => one.outcomeId === outcome.id)?.evidence ?? 0,
    level: counted?.level ?? null,
    assessed: counted !== null,
    ...(awaits === 'second' || awaits === 'adjudication' ? { awaits } : {}),
    decision: decision ? { result: decision.result, improved: decision.improved } : null,
  }
}
