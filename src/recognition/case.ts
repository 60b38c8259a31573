import type { Gain, outcomeResults } from '../db/schema/recognition/decisions.ts'
import { notFound } from '../errors.ts'
import type { AgreementDeviation, WhichGuardian } from '../mobility/agreements/agreement.ts'
import type { VersionWithSignatures } from '../mobility/agreements/agreement-rows.ts'
import type { Registers } from '../mobility/agreements/slips/registered.ts'
import type { Version } from '../mobility/agreements/store.ts'
import type { Mobility } from '../mobility/mobilities/store.ts'
import type { Stay } from '../mobility/stays/stay.ts'
import type { Settings } from '../parties/organisations/settings.ts'
import type { Subject } from '../platform/actions/action.ts'
import type { Actor } from '../platform/auth/access.ts'
import { hashOf } from '../platform/hash.ts'
import { type Round, type Settlement, settle } from './assessment/settlement.ts'
import type { Assessment } from './assessment/store.ts'
import type { ByHand, GatheredRows } from './case-store.ts'
import type { EvidenceWithOutcomes } from './documentation/store.ts'
import { gainOfDecision } from './gain.ts'
import type { Outcome } from './outcome-store.ts'
import type { Stage } from './stage.ts'
import type { Recognition } from './store.ts'

export type Result = (typeof outcomeResults)[number]

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
  decision: { result: Result; gain: Gain } | null
}

/** All that the rules of a case need to know of it. */
export type CaseFacts = ByHand & {
  stage: Stage
  organisationId: string
  hostingOrganisationId: string
  /** As what whoever it is about takes part; left out for a learner. */
  participant?: 'learner' | 'staff'
  /** What was signed and stands otherwise in the registers since, by RFC 6901 pointers into the agreement. */
  outdated: string[]
  /** Which side has said that all of it is the correction of a slip, where the other has yet to; left out where none has. */
  slipSaidBy?: 'sending' | 'hosting'
  /**
   * Set while a guardian has to sign what the case follows: the learner turned out to be under 18, or to have two who both
   * sign. Which of them; empty where either may.
   */
  guardianMissing?: readonly WhichGuardian[]
  /** A newer version of the agreement: waiting for signatures, or signed and waiting to be taken over. */
  amendment: 'unsigned' | 'signed' | null
  /** In what the signing of the agreement departed from the rules; recorded, and in nobody's way. */
  deviations: AgreementDeviation[]
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
  /** Who is assigned and has declared a conflict; left out where nobody has. */
  conflicted?: string[]
  /** Set while nothing is issued for this partnership. */
  issuingPaused?: true
  /** Parts of its mobility that nobody has attested; left out where there are none. */
  unattested?: { organisation: string; startsOn: string; endsOn: string }[]
}

/** The rows of one case, as they were read at one moment; what is said of the case is worked out from them. */
export type CaseRows = Omit<
  GatheredRows,
  | 'mobilities'
  | 'versions'
  | 'signatures'
  | 'withdrawals'
  | 'reinstatements'
  | 'objections'
  | 'settings'
  | 'evidence'
  | 'evidenceOutcomes'
  | 'pauses'
  | 'slips'
  | 'learners'
  | 'organisations'
  | 'stays'
  | 'stayHosts'
  | 'stayAttestations'
  | 'stayActs'
> & {
  /** The parts of its mobility, where it has several hosts or an intermediary. */
  stays: readonly Stay[]
  recognition: Recognition
  mobility: Mobility
  /** Whom and what it is about, as the registers have it; null where whoever reads may not see all of them. */
  registers: Registers | null
  /** Every version of the agreement with who signed it, oldest first. */
  versions: VersionWithSignatures[]
  /** Of the sending organisation, defaults included. */
  settings: Settings
  evidence: EvidenceWithOutcomes[]
  withdrawnEvidence: EvidenceWithOutcomes[]
  isPaused: boolean
}

/** What the table of actions has to know of a case. */
export type CaseStanding = Subject & { facts: CaseFacts }

/** A case with what its rules say of it on the day it was loaded for. */
export type Case = CaseRows & CaseStanding & { today: string }

/** A case with everything that was marked in it. */
export type LoadedCase = Omit<Case, 'assessments'> & { assessments: Assessment[] }

/** A case, and for whom it is shown. */
export type CaseFor = { loaded: LoadedCase; actor: Actor }

/** What facts say to the table of actions. */
export function standingOf(facts: CaseFacts): CaseStanding {
  const { stage, organisationId, hostingOrganisationId, assessedBy, mentors, assessors, validators } = facts
  return {
    facts,
    state: stage,
    organisationId,
    hostingOrganisationId,
    assessedBy,
    took: { mentor: mentors, assessor: assessors, validator: validators },
    inputHash: () => hashOf(facts),
  }
}

/** The version of the agreement that the case follows. */
export function followedVersion({
  versions,
  recognition,
}: Pick<CaseRows, 'versions' | 'recognition'>): VersionWithSignatures {
  const followed = versions.find(({ version }) => version.id === recognition.agreementVersionId)
  if (!followed) throw notFound('agreement-version')
  return followed
}

/** The version under which an outcome is, or was, judged. */
export function versionOf({ versions }: Pick<CaseRows, 'versions'>, id: string): Version {
  const found = versions.find(({ version }) => version.id === id)
  if (!found) throw notFound('agreement-version')
  return found.version
}

/** The outcome of a competence; refuses where the case has none. */
export function outcomeOf({ outcomes }: Pick<CaseRows, 'outcomes'>, competence: string): Outcome {
  const found = outcomes.find((outcome) => outcome.competence === competence)
  if (!found) throw notFound('outcome')
  return found
}

/** For an outcome: the assessment that counts, or which one is still due. */
export function settlementOf<A extends CaseRows['assessments'][number]>(
  { assessments, secondMarkings }: { assessments: readonly A[]; secondMarkings: CaseRows['secondMarkings'] },
  outcomeId: string,
): Settlement<A> {
  const isDue = secondMarkings.some((row) => row.outcomeId === outcomeId && row.reasons.length > 0)
  return settle(
    assessments.filter((row) => row.outcomeId === outcomeId),
    isDue,
  )
}

/** What decisions may follow from: the assessment that counts for each outcome, and those made on appeal. */
export function decisiveOf(loaded: LoadedCase): Assessment[] {
  const settled = loaded.outcomes.flatMap(({ id }) => settlementOf(loaded, id).assessment ?? [])
  return [...settled, ...loaded.assessments.filter(({ round }) => round === 'appeal')]
}

/** A decision with the competence it is of, and what was gained by what is known of before. */
export type NamedDecision = Omit<CaseRows['decisions'][number], 'gain'> & {
  competence: string
  gain: Gain
  /** Made before gains were told apart. */
  isOfFirstRule: boolean
}

/** The decisions that stand, by competence: of each outcome the one that no later one supersedes. */
export function standingDecisions(rows: CaseRows): NamedDecision[] {
  return namedDecisions(rows, false).sort((first, second) => (first.competence < second.competence ? -1 : 1))
}

/** Those that a later one supersedes, the oldest first. */
export const supersededDecisions = (rows: CaseRows): NamedDecision[] => namedDecisions(rows, true)

function namedDecisions({ decisions, outcomes }: CaseRows, areSuperseded: boolean): NamedDecision[] {
  const superseded = new Set(decisions.map(({ supersedes }) => supersedes))
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  return decisions
    .filter(({ id }) => superseded.has(id) === areSuperseded)
    .map((decision) => {
      const outcome = byId.get(decision.outcomeId)!
      const gain = gainOfDecision(decision, outcome)
      return {
        ...decision,
        competence: outcome.competence,
        gain,
        isOfFirstRule: decision.gain === null,
      }
    })
}

/** The certificate of the case that is issued and not revoked. */
export const activeCertificate = ({ certificates }: CaseRows) =>
  certificates.find(({ status, revokedAt }) => status === 'issued' && revokedAt === null)

/** The newest appeal that changed results, if no certificate for it or a later one takes it up yet; ids grow with time. */
export function uncertifiedAppeal({ appeals, decisions, certificates }: CaseRows): string | undefined {
  const certified = certificates.flatMap(({ status, appealId }) =>
    status === 'issued' && appealId ? [appealId] : [],
  )
  return appeals.findLast(
    ({ id, state }) =>
      state === 'upheld' &&
      decisions.some(({ appealId }) => appealId === id) &&
      !certified.some((appealId) => appealId >= id),
  )?.id
}

/** The certificate of the case that was issued last, revoked or not; ids grow with time. */
export const lastCertificate = ({ certificates }: CaseRows) =>
  certificates.findLast(({ status }) => status === 'issued')

/** Whether the certificate of the case was revoked for fraud: then nothing that was decided before brings another one. */
export const isRevokedForGood = (rows: CaseRows): boolean =>
  lastCertificate(rows)?.revocationReason === 'fraud'

/** Whether a certificate is being issued, or has yet to be for an appeal that changed results. */
export const isCertificateDue = (rows: CaseRows): boolean =>
  rows.certificates.some(({ status }) => status === 'intended') ||
  (uncertifiedAppeal(rows) !== undefined && !isRevokedForGood(rows))

/** The assignment of a member to the case that stands. */
export const assignmentOf = ({ assignments }: CaseRows, memberId: string | null) =>
  assignments.find((assignment) => assignment.memberId === memberId && assignment.state !== 'withdrawn')
