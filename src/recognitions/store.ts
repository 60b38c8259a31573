import { and, asc, count, eq, inArray, isNull, ne } from 'drizzle-orm'
import { deviationsOf, missingSignatures, outdatedFields } from '../agreements/agreement.ts'
import { gatherVersions, type VersionWithSignatures } from '../agreements/store.ts'
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
import {
  declarations,
  evidence,
  evidenceOutcomes,
  outcomes,
  recognitions,
  transitions,
} from '../db/schema/recognitions.ts'
import { notFound } from '../errors.ts'
import { getMobility } from '../mobilities/store.ts'
import { getPartnership } from '../partnerships/store.ts'
import type { Keyset } from '../platform/http/pages.ts'
import type { CaseFacts, Stage } from './recognition.ts'
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
    .set({ stage: move.to, updatedAt: now })
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

/** What the rules need to know of the agreement a case follows, and of a newer one. */
async function agreementFacts(tx: Tx, recognition: Recognition) {
  const versions = await gatherVersions(tx, recognition.mobilityId)
  const followed = versions.find(({ version }) => version.id === recognition.agreementVersionId)
  if (!followed) throw notFound('agreement version')
  const { content, number } = followed.version
  const newer = versions.findLast((one) => !one.withdrawn && one.version.number > number)
  const upTo = versions.filter((one) => !one.withdrawn && one.version.number <= number)
  const partnershipId = followed.signatures.at(-1)?.partnershipId ?? null
  const memorandum = partnershipId === null ? null : await getPartnership(tx, partnershipId)
  return {
    content,
    amendment: newer ? amendmentState(newer) : null,
    deviations: deviationsOf(
      upTo.map(({ version, signatures }) => ({ content: version.content, signatures })),
    ),
    assessedBy: memorandum?.assessedBy ?? ('either' as const),
  }
}

const amendmentState = ({ version, signatures }: VersionWithSignatures) =>
  missingSignatures(version.content, signatures).length === 0 ? ('signed' as const) : ('unsigned' as const)

/** All that the rules of a case need to know, in at most fifteen queries whatever its size. */
export async function gatherFacts(tx: Tx, recognition: Recognition, today: string): Promise<CaseFacts> {
  const claims = await listOutcomes(tx, recognition.id)
  const counts = await tx
    .select({ outcomeId: evidenceOutcomes.outcomeId, evidence: count() })
    .from(evidenceOutcomes)
    .innerJoin(evidence, eq(evidence.id, evidenceOutcomes.evidenceId))
    .where(
      and(
        eq(evidenceOutcomes.recognitionId, recognition.id),
        inArray(evidence.scan, ['not-scanned', 'clean']),
      ),
    )
    .groupBy(evidenceOutcomes.outcomeId)
  const pieces = await tx
    .select({ scan: evidence.scan, createdAt: evidence.createdAt })
    .from(evidence)
    .where(eq(evidence.recognitionId, recognition.id))
  const held = pieces.filter((one) => one.scan === 'held').length
  const declared = await tx.select().from(declarations).where(eq(declarations.recognitionId, recognition.id))
  const marked = await tx
    .select({
      outcomeId: assessments.outcomeId,
      round: assessments.round,
      level: assessments.level,
      assessorId: assessments.assessorId,
    })
    .from(assessments)
    .where(eq(assessments.recognitionId, recognition.id))
  const second = await tx
    .select({ outcomeId: secondMarkings.outcomeId, reasons: secondMarkings.reasons })
    .from(secondMarkings)
    .where(eq(secondMarkings.recognitionId, recognition.id))
  const paused = await tx
    .select({ id: issuingPauses.id })
    .from(issuingPauses)
    .where(
      and(
        eq(issuingPauses.organisationId, recognition.organisationId),
        eq(issuingPauses.hostingOrganisationId, recognition.hostingOrganisationId),
        isNull(issuingPauses.resumedAt),
      ),
    )
  const assigned = await tx
    .select({ memberId: assignments.memberId, round: assignments.round })
    .from(assignments)
    .where(and(eq(assignments.recognitionId, recognition.id), ne(assignments.state, 'conflicted')))
    .orderBy(asc(assignments.id))
  const decided = await tx.select().from(decisions).where(eq(decisions.recognitionId, recognition.id))
  const { content, ...agreement } = await agreementFacts(tx, recognition)
  const mobility = await getMobility(tx, recognition.mobilityId)
  const [acknowledged] = await tx
    .select({ at: informationAcknowledgements.at })
    .from(informationAcknowledgements)
    .where(eq(informationAcknowledgements.recognitionId, recognition.id))
  // A declaration speaks for what was there when it was given.
  const isDeclared = (kind: 'authorship' | 'attestation') =>
    declared.some((one) => one.kind === kind && pieces.every((piece) => piece.createdAt <= one.at))
  return {
    stage: recognition.stage,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    ...agreement,
    outdated: outdatedFields(content, mobility),
    informed: acknowledged !== undefined,
    mobilityEnded: mobility.endsOn <= today,
    outcomes: claims.map((outcome) => {
      const { assessment, awaits } = settle(
        marked.filter((one) => one.outcomeId === outcome.id),
        second.some((one) => one.outcomeId === outcome.id && one.reasons.length > 0),
      )
      const decision = decided.find((one) => one.outcomeId === outcome.id)
      return {
        id: outcome.id,
        competence: outcome.competence,
        kind: outcome.kind,
        status: outcome.status,
        evidence: counts.find((one) => one.outcomeId === outcome.id)?.evidence ?? 0,
        level: assessment?.level ?? null,
        assessed: assessment !== null,
        ...(awaits === 'second' || awaits === 'adjudication' ? { awaits } : {}),
        decision: decision ? { result: decision.result, improved: decision.improved } : null,
      }
    }),
    declared: {
      authorship: isDeclared('authorship'),
      attestation: isDeclared('attestation'),
    },
    mentors: declared.flatMap((one) => one.memberId ?? []),
    assessors: marked.map((one) => one.assessorId),
    validators: decided.map((one) => one.validatorId),
    assigned,
    ...(held > 0 ? { held } : {}),
    ...(paused.length > 0 ? { issuingPaused: true as const } : {}),
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
