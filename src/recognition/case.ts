import type { results } from '../db/schema/recognition/decisions.ts'
import { notFound } from '../errors.ts'
import {
  type Deviation,
  deviationsOf,
  missingSignatures,
  outdatedFields,
} from '../mobility/agreements/agreement.ts'
import { type VersionWithSignatures, versionsWith } from '../mobility/agreements/agreement-rows.ts'
import type { Version } from '../mobility/agreements/store.ts'
import type { Mobility } from '../mobility/mobilities/store.ts'
import { type Settings, withDefaults } from '../parties/organisations/settings.ts'
import { isInForce, type Partnership, type Terms, termsOf } from '../parties/partnerships/partnership.ts'
import type { Subject } from '../platform/actions/action.ts'
import { hashOf } from '../platform/hash.ts'
import type { Assessment } from './assessment/store.ts'
import type { GatheredRows } from './case-store.ts'
import type { EvidenceWithOutcomes } from './documentation/store.ts'
import type { Outcome } from './outcome-store.ts'
import { type Round, type Settlement, settle } from './settlement.ts'
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
  /** Who is assigned and has declared a conflict; left out where nobody has. */
  conflicted?: string[]
  /** Set while nothing is issued for this partnership. */
  issuingPaused?: true
}

/** The rows of one case, as they were read at one moment; what is said of the case is worked out from them. */
export type CaseRows = Omit<
  GatheredRows,
  | 'mobilities'
  | 'versions'
  | 'signatures'
  | 'withdrawals'
  | 'settings'
  | 'evidence'
  | 'evidenceOutcomes'
  | 'pauses'
> & {
  recognition: Recognition
  mobility: Mobility
  /** Every version of the agreement with who signed it, oldest first. */
  versions: VersionWithSignatures[]
  /** Of the sending organisation, defaults included. */
  settings: Settings
  evidence: EvidenceWithOutcomes[]
  isPaused: boolean
}

/** What the table of actions has to know of a case. */
export type CaseStanding = Subject & { facts: CaseFacts }

/** A case with what its rules say of it on the day it was loaded for. */
export type Case = CaseRows & CaseStanding & { today: string }

/** A case with everything that was marked in it. */
export type LoadedCase = Omit<Case, 'assessments'> & { assessments: Assessment[] }

/** What the rows gathered of one or several cases say of this one. */
export function caseFrom(recognition: Recognition, gathered: GatheredRows, today: string): Case {
  return known(rowsOfCase(recognition, gathered), today)
}

/** The same case after some of its rows were written anew. */
export function caseWith<C extends Case>(loaded: C, changed: Partial<CaseRows>): C {
  return { ...loaded, ...known({ ...loaded, ...changed }, loaded.today), ...changed }
}

function known(rows: CaseRows, today: string): Case {
  return { ...rows, today, ...standingOf(factsOf(rows, today)), recognitionId: rows.recognition.id }
}

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

function rowsOfCase(recognition: Recognition, gathered: GatheredRows): CaseRows {
  const { id, mobilityId, organisationId, hostingOrganisationId } = recognition
  const own = <Row extends { recognitionId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.recognitionId === id)
  const mobility = gathered.mobilities.find((row) => row.id === mobilityId)
  if (!mobility) throw notFound('mobility')
  const links = own(gathered.evidenceOutcomes)
  const outcomes = own(gathered.outcomes)
  const parties = [organisationId, hostingOrganisationId]
  return {
    recognition,
    mobility,
    versions: versionsWith(mobilityId, gathered),
    memoranda: gathered.memoranda.filter(
      (row) => parties.includes(row.organisationId) && parties.includes(row.partnerId),
    ),
    settings: withDefaults(gathered.settings.find((row) => row.organisationId === organisationId)?.set ?? {}),
    isPaused: gathered.pauses.some(
      (row) => row.organisationId === organisationId && row.hostingOrganisationId === hostingOrganisationId,
    ),
    acknowledgements: own(gathered.acknowledgements),
    outcomes,
    evidence: own(gathered.evidence).map((row) => {
      const outcomeIds = links.filter((link) => link.evidenceId === row.id).map((link) => link.outcomeId)
      const spokenFor = outcomes.filter((outcome) => outcomeIds.includes(outcome.id))
      return { row, outcomeIds, competences: spokenFor.map(({ competence }) => competence).sort() }
    }),
    declarations: own(gathered.declarations),
    secondMarkings: own(gathered.secondMarkings),
    assignments: own(gathered.assignments),
    decisions: own(gathered.decisions),
    appeals: own(gathered.appeals),
    certificates: own(gathered.certificates),
    assessments: own(gathered.assessments),
  }
}

/** What the rows say, for the rules. */
export function factsOf(rows: CaseRows, today: string): CaseFacts {
  const { recognition, mobility, evidence, declarations, assessments, decisions, assignments } = rows
  const held = evidence.filter(({ row }) => row.scan === 'held').length
  const conflicted = assignments.filter(({ state }) => state === 'conflicted').map(({ memberId }) => memberId)
  const { content, ...agreement } = agreementFacts(rows)
  // A declaration speaks for what was there when it was given.
  const isDeclared = (kind: 'authorship' | 'attestation') =>
    declarations.some((word) => word.kind === kind && evidence.every(({ row }) => row.createdAt <= word.at))
  return {
    stage: recognition.stage,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    ...agreement,
    outdated: outdatedFields(content, mobility),
    informed: rows.acknowledgements.length > 0,
    mobilityEnded: mobility.endsOn <= today,
    outcomes: rows.outcomes.map((outcome) => outcomeFacts(outcome, rows)),
    declared: { authorship: isDeclared('authorship'), attestation: isDeclared('attestation') },
    mentors: declarations.flatMap(({ memberId }) => memberId ?? []),
    assessors: assessments.map(({ assessorId }) => assessorId),
    validators: decisions.map(({ validatorId }) => validatorId),
    assigned: assignments
      .filter(({ state }) => state === 'assigned' || state === 'accepted')
      .map(({ memberId, round }) => ({ memberId, round })),
    ...(held > 0 ? { held } : {}),
    ...(conflicted.length > 0 ? { conflicted } : {}),
    ...(rows.isPaused ? { issuingPaused: true as const } : {}),
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

/** The settings of the sending organisation, and over them what the memorandum in force today says. */
export function termsOfCase({ settings, memoranda, today }: Case): Terms {
  const newestFirst = [...memoranda].filter(isConfirmed).sort(byConfirmation)
  return termsOf(
    settings,
    newestFirst.find((memorandum) => isInForce(memorandum, today)),
  )
}

type Confirmed = Partnership & { confirmedAt: Date }
const isConfirmed = (memorandum: Partnership): memorandum is Confirmed => memorandum.confirmedAt !== null
const byConfirmation = (one: Confirmed, other: Confirmed) =>
  other.confirmedAt.getTime() - one.confirmedAt.getTime() || (one.id < other.id ? 1 : -1)

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

export type NamedDecision = CaseRows['decisions'][number] & { competence: string }

/** The decisions that stand, by competence: of each outcome the one that no later one supersedes. */
export function standingDecisions({ decisions, outcomes }: CaseRows): NamedDecision[] {
  const superseded = new Set(decisions.map(({ supersedes }) => supersedes))
  return outcomes
    .flatMap(({ id, competence }) =>
      decisions
        .filter((decision) => decision.outcomeId === id && !superseded.has(decision.id))
        .map((decision) => ({ ...decision, competence })),
    )
    .sort((one, other) => (one.competence < other.competence ? -1 : 1))
}

/** The certificate of the case that is issued and not revoked. */
export const activeCertificate = ({ certificates }: CaseRows) =>
  certificates.find(({ status, revokedAt }) => status === 'issued' && revokedAt === null)

/**
 * The newest appeal of the case that changed results, if no certificate takes it up yet. One issued for a later appeal takes
 * up the earlier ones too; ids grow with time.
 */
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

/** The assignment of a member to the case that stands. */
export const assignmentOf = ({ assignments }: CaseRows, memberId: string | null) =>
  assignments.find((assignment) => assignment.memberId === memberId && assignment.state !== 'withdrawn')

/** What the rules need to know of the agreement a case follows, and of a newer one. */
function agreementFacts(rows: CaseRows) {
  const { versions, memoranda } = rows
  const followed = followedVersion(rows)
  const { content, number } = followed.version
  const newer = versions.findLast((row) => !row.withdrawn && row.version.number > number)
  const upTo = versions.filter((row) => !row.withdrawn && row.version.number <= number)
  const partnershipId = followed.signatures.at(-1)?.partnershipId ?? null
  return {
    content,
    amendment: newer ? amendmentState(newer) : null,
    deviations: deviationsOf(upTo.map(({ version, signatures }) => ({ ...version, signatures }))),
    assessedBy: memoranda.find(({ id }) => id === partnershipId)?.assessedBy ?? ('either' as const),
  }
}

const amendmentState = ({ version, signatures }: VersionWithSignatures) =>
  missingSignatures(version, signatures).length === 0 ? ('signed' as const) : ('unsigned' as const)

const released = ['not-scanned', 'clean']

function outcomeFacts(outcome: Outcome, rows: CaseRows): OutcomeFacts {
  const own = rows.assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
  const decision = rows.decisions.findLast(({ outcomeId }) => outcomeId === outcome.id)
  const { assessment, awaits } = settlementOf(rows, outcome.id)
  // What was marked in an appeal counts once the appeal has been decided by it.
  const appealed = decision?.appealId ? own.find(({ appealId }) => appealId === decision.appealId) : undefined
  const counted = appealed ?? assessment
  return {
    id: outcome.id,
    competence: outcome.competence,
    kind: outcome.kind,
    status: outcome.status,
    evidence: rows.evidence.filter(
      ({ row, outcomeIds }) => released.includes(row.scan) && outcomeIds.includes(outcome.id),
    ).length,
    level: counted?.level ?? null,
    assessed: counted !== null,
    ...(awaits === 'second' || awaits === 'adjudication' ? { awaits } : {}),
    decision: decision ? { result: decision.result, improved: decision.improved } : null,
  }
}
