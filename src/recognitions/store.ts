import { and, asc, count, eq, inArray, isNull, ne } from 'drizzle-orm'
import { deviationsOf, missingSignatures, outdatedFields } from '../agreements/agreement.ts'
import { gatherVersionsOf, type VersionWithSignatures } from '../agreements/store.ts'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import {
  assessments,
  assignments,
  decisions,
  issuingPauses,
  secondMarkings,
} from '../db/schema/assessments.ts'
import { informationAcknowledgements } from '../db/schema/identification.ts'
import { mobilities } from '../db/schema/mobilities.ts'
import {
  declarations,
  evidence,
  evidenceOutcomes,
  outcomes,
  recognitions,
  transitions,
} from '../db/schema/recognitions.ts'
import { notFound } from '../errors.ts'
import { listPartnershipsById } from '../partnerships/store.ts'
import type { Keyset } from '../platform/http/pages.ts'
import type { CaseFacts, OutcomeFacts, Stage } from './recognition.ts'
import { settle } from './settlement.ts'

export type Recognition = typeof recognitions.$inferSelect
export type Outcome = typeof outcomes.$inferSelect
export type Transition = typeof transitions.$inferSelect

export async function insertRecognition(
  tx: Tx,
  values: typeof recognitions.$inferInsert,
): Promise<Recognition> {
  const [row] = await tx.insert(recognitions).values(values).returning()
  return row!
}

export async function insertOutcomes(tx: Tx, values: (typeof outcomes.$inferInsert)[]): Promise<Outcome[]> {
  return values.length === 0 ? [] : tx.insert(outcomes).values(values).returning()
}

export type RecognitionFilter = { stage?: Stage | undefined; mobilityId?: string | undefined }

export async function listRecognitions(
  tx: Tx,
  organisationId: string,
  side: 'sent' | 'hosted',
  keyset: Keyset,
  filter: RecognitionFilter,
): Promise<Recognition[]> {
  const { where, orderBy, limit } = page(keyset, recognitions)
  const mine = eq(
    side === 'sent' ? recognitions.organisationId : recognitions.hostingOrganisationId,
    organisationId,
  )
  const stage = filter.stage === undefined ? undefined : eq(recognitions.stage, filter.stage)
  const mobility =
    filter.mobilityId === undefined ? undefined : eq(recognitions.mobilityId, filter.mobilityId)
  return tx
    .select()
    .from(recognitions)
    .where(and(mine, stage, mobility, where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getRecognition(tx: Tx, id: string): Promise<Recognition> {
  const [row] = await tx.select().from(recognitions).where(eq(recognitions.id, id))
  if (!row) throw notFound('recognition')
  return row
}

/** Holds the case until the transaction ends: whoever acts on it at the same time waits, then sees what was done. */
export async function lockRecognition(tx: Tx, id: string): Promise<Recognition> {
  const [row] = await tx.select().from(recognitions).where(eq(recognitions.id, id)).for('update')
  if (!row) throw notFound('recognition')
  return row
}

/** The case, held, and all that its rules need to know of it. */
export async function lockCase(
  tx: Tx,
  id: string,
  today: string,
): Promise<{ recognition: Recognition; facts: CaseFacts }> {
  const recognition = await lockRecognition(tx, id)
  return { recognition, facts: await gatherFacts(tx, recognition, today) }
}

type Move = {
  action: string
  to: Stage
  memberId: string | null
  clientId: string | null
  reason: string | null
  inputHash: string
}

/** Moves a held case to another stage and writes the move down. */
export async function moveRecognition(
  tx: Tx,
  recognition: Recognition,
  move: Move,
  now: Date,
): Promise<Recognition> {
  const { id, organisationId, hostingOrganisationId, stage: from } = recognition
  const [row] = await tx
    .update(recognitions)
    .set({ stage: move.to, stageSince: now, updatedAt: now })
    .where(eq(recognitions.id, id))
    .returning()
  await tx
    .insert(transitions)
    .values({ ...move, organisationId, hostingOrganisationId, recognitionId: id, from, at: now })
  return row!
}

/** Lets a held case follow another version of its agreement. */
export async function followVersion(
  tx: Tx,
  id: string,
  agreementVersionId: string,
  now: Date,
): Promise<Recognition> {
  const [row] = await tx
    .update(recognitions)
    .set({ agreementVersionId, updatedAt: now })
    .where(eq(recognitions.id, id))
    .returning()
  return row!
}

/** Says that the case changed, for clients that synchronise. */
export async function touchRecognition(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.update(recognitions).set({ updatedAt: now }).where(eq(recognitions.id, id))
}

export async function listOutcomes(tx: Tx, recognitionId: string): Promise<Outcome[]> {
  return tx.select().from(outcomes).where(eq(outcomes.recognitionId, recognitionId)).orderBy(asc(outcomes.id))
}

export async function listTransitions(tx: Tx, recognitionId: string): Promise<Transition[]> {
  return tx
    .select()
    .from(transitions)
    .where(eq(transitions.recognitionId, recognitionId))
    .orderBy(asc(transitions.id))
}

/** All that the rules of a case need to know, in at most fifteen queries whatever its size. */
export async function gatherFacts(tx: Tx, recognition: Recognition, today: string): Promise<CaseFacts> {
  return (await gatherFactsOf(tx, [recognition], today)).get(recognition.id)!
}

/** The same for many cases, in as many queries, by the id of the case. */
export async function gatherFactsOf(
  tx: Tx,
  cases: readonly Recognition[],
  today: string,
): Promise<Map<string, CaseFacts>> {
  if (cases.length === 0) return new Map()
  const gathered = { ...(await gatherWork(tx, cases)), ...(await gatherAgreed(tx, cases)) }
  return new Map(cases.map((recognition) => [recognition.id, factsOf(recognition, today, gathered)]))
}

type Gathered = Awaited<ReturnType<typeof gatherWork>> & Awaited<ReturnType<typeof gatherAgreed>>

/** What was done in the cases: evidence, declarations, marks, decisions. */
async function gatherWork(tx: Tx, cases: readonly Recognition[]) {
  const ids = cases.map((one) => one.id)
  const claims = await tx
    .select()
    .from(outcomes)
    .where(inArray(outcomes.recognitionId, ids))
    .orderBy(asc(outcomes.id))
  const counts = await tx
    .select({ outcomeId: evidenceOutcomes.outcomeId, evidence: count() })
    .from(evidenceOutcomes)
    .innerJoin(evidence, eq(evidence.id, evidenceOutcomes.evidenceId))
    .where(
      and(inArray(evidenceOutcomes.recognitionId, ids), inArray(evidence.scan, ['not-scanned', 'clean'])),
    )
    .groupBy(evidenceOutcomes.outcomeId)
  const pieces = await tx
    .select({ recognitionId: evidence.recognitionId, scan: evidence.scan, createdAt: evidence.createdAt })
    .from(evidence)
    .where(inArray(evidence.recognitionId, ids))
  const declared = await tx.select().from(declarations).where(inArray(declarations.recognitionId, ids))
  const marked = await tx
    .select({
      recognitionId: assessments.recognitionId,
      outcomeId: assessments.outcomeId,
      round: assessments.round,
      level: assessments.level,
      assessorId: assessments.assessorId,
    })
    .from(assessments)
    .where(inArray(assessments.recognitionId, ids))
    .orderBy(asc(assessments.id))
  const second = await tx
    .select({ outcomeId: secondMarkings.outcomeId, reasons: secondMarkings.reasons })
    .from(secondMarkings)
    .where(inArray(secondMarkings.recognitionId, ids))
  const assigned = await tx
    .select({
      recognitionId: assignments.recognitionId,
      memberId: assignments.memberId,
      round: assignments.round,
    })
    .from(assignments)
    .where(and(inArray(assignments.recognitionId, ids), ne(assignments.state, 'conflicted')))
    .orderBy(asc(assignments.id))
  const decided = await tx
    .select()
    .from(decisions)
    .where(inArray(decisions.recognitionId, ids))
    .orderBy(asc(decisions.id))
  return { claims, counts, pieces, declared, marked, second, assigned, decided }
}

/** What was agreed for the cases and between their organisations, and who was told. */
async function gatherAgreed(tx: Tx, cases: readonly Recognition[]) {
  const mobilityIds = cases.map((one) => one.mobilityId)
  const versions = await gatherVersionsOf(tx, mobilityIds)
  const partnershipIds = versions.flatMap((one) => one.signatures.at(-1)?.partnershipId ?? [])
  const memoranda = await listPartnershipsById(tx, [...new Set(partnershipIds)])
  const agreedMobilities = await tx.select().from(mobilities).where(inArray(mobilities.id, mobilityIds))
  const paused = await tx
    .select({
      organisationId: issuingPauses.organisationId,
      hostingOrganisationId: issuingPauses.hostingOrganisationId,
    })
    .from(issuingPauses)
    .where(
      and(
        inArray(issuingPauses.organisationId, [...new Set(cases.map((one) => one.organisationId))]),
        isNull(issuingPauses.resumedAt),
      ),
    )
  const acknowledged = await tx
    .select({ recognitionId: informationAcknowledgements.recognitionId })
    .from(informationAcknowledgements)
    .where(
      inArray(
        informationAcknowledgements.recognitionId,
        cases.map((one) => one.id),
      ),
    )
  return { versions, memoranda, agreedMobilities, paused, acknowledged }
}

/** What the rules need to know of the agreement a case follows, and of a newer one. */
function agreementFacts(recognition: Recognition, { versions: all, memoranda }: Gathered) {
  const versions = all.filter(({ version }) => version.mobilityId === recognition.mobilityId)
  const followed = versions.find(({ version }) => version.id === recognition.agreementVersionId)
  if (!followed) throw notFound('agreement version')
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

function factsOf(recognition: Recognition, today: string, gathered: Gathered): CaseFacts {
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

function outcomeFacts(outcome: Outcome, gathered: Gathered): OutcomeFacts {
  const { counts, marked, second, decided } = gathered
  const own = marked.filter((one) => one.outcomeId === outcome.id)
  const decision = decided.findLast((one) => one.outcomeId === outcome.id)
  const { assessment, awaits } = settle(
    own,
    second.some((one) => one.outcomeId === outcome.id && one.reasons.length > 0),
  )
  // What was marked in an appeal counts once the appeal has been decided by it.
  const appealed = decision?.appealId ? own.findLast((one) => one.round === 'appeal') : undefined
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

export async function getOutcome(tx: Tx, recognitionId: string, competence: string): Promise<Outcome> {
  const [row] = await tx
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.recognitionId, recognitionId), eq(outcomes.competence, competence)))
  if (!row) throw notFound('outcome')
  return row
}

export async function updateOutcome(tx: Tx, id: string, changes: Partial<Outcome>): Promise<Outcome> {
  const [row] = await tx.update(outcomes).set(changes).where(eq(outcomes.id, id)).returning()
  return row!
}
