import { and, asc, count, eq, inArray } from 'drizzle-orm'
import { outdatedFields } from '../agreements/agreement.ts'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import { agreementVersions } from '../db/schema/agreements.ts'
import { assessments, decisions } from '../db/schema/assessments.ts'
import { mobilities } from '../db/schema/mobilities.ts'
import {
  declarations,
  evidenceOutcomes,
  outcomes,
  recognitions,
  transitions,
} from '../db/schema/recognitions.ts'
import { notFound } from '../errors.ts'
import type { Keyset } from '../platform/http/pages.ts'
import type { CaseFacts, Stage } from './recognition.ts'

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

/** All that the rules of a case need to know, in six queries whatever its size. */
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
  const ids = cases.map((one) => one.id)
  const claims = await tx
    .select()
    .from(outcomes)
    .where(inArray(outcomes.recognitionId, ids))
    .orderBy(asc(outcomes.id))
  const counts = await tx
    .select({ outcomeId: evidenceOutcomes.outcomeId, evidence: count() })
    .from(evidenceOutcomes)
    .where(inArray(evidenceOutcomes.recognitionId, ids))
    .groupBy(evidenceOutcomes.outcomeId)
  const declared = await tx.select().from(declarations).where(inArray(declarations.recognitionId, ids))
  const marked = await tx
    .select({
      outcomeId: assessments.outcomeId,
      level: assessments.level,
      assessorId: assessments.assessorId,
      recognitionId: assessments.recognitionId,
      round: assessments.round,
    })
    .from(assessments)
    .where(inArray(assessments.recognitionId, ids))
    .orderBy(asc(assessments.id))
  const decided = await tx
    .select()
    .from(decisions)
    .where(inArray(decisions.recognitionId, ids))
    .orderBy(asc(decisions.id))
  const agreements = await tx
    .select({ id: agreementVersions.id, content: agreementVersions.content, mobility: mobilities })
    .from(agreementVersions)
    .innerJoin(mobilities, eq(mobilities.id, agreementVersions.mobilityId))
    .where(
      inArray(
        agreementVersions.id,
        cases.map((one) => one.agreementVersionId),
      ),
    )
  const own = <Row extends { recognitionId: string }>(rows: Row[], id: string) =>
    rows.filter((row) => row.recognitionId === id)
  return new Map(
    cases.map((recognition) => [
      recognition.id,
      factsOf(recognition, today, {
        claims: own(claims, recognition.id),
        counts,
        declared: own(declared, recognition.id),
        marked: own(marked, recognition.id),
        decided: own(decided, recognition.id),
        agreed: agreements.find((one) => one.id === recognition.agreementVersionId),
      }),
    ]),
  )
}

type Gathered = {
  claims: Outcome[]
  counts: { outcomeId: string; evidence: number }[]
  declared: (typeof declarations.$inferSelect)[]
  marked: Pick<typeof assessments.$inferSelect, 'outcomeId' | 'level' | 'assessorId' | 'round'>[]
  decided: (typeof decisions.$inferSelect)[]
  agreed:
    | (Pick<typeof agreementVersions.$inferSelect, 'content'> & { mobility: typeof mobilities.$inferSelect })
    | undefined
}

function factsOf(recognition: Recognition, today: string, gathered: Gathered): CaseFacts {
  const { claims, counts, declared, marked, decided, agreed } = gathered
  if (!agreed) throw notFound('agreement version')
  return {
    stage: recognition.stage,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    outdated: outdatedFields(agreed.content, agreed.mobility),
    mobilityEnded: agreed.mobility.endsOn <= today,
    outcomes: claims.map((outcome) => {
      const decision = decided.findLast((one) => one.outcomeId === outcome.id)
      // What was marked in an appeal counts once the appeal has been decided by it.
      const mark = marked.findLast(
        (one) => one.outcomeId === outcome.id && (one.round !== 'appeal' || decision?.appealId),
      )
      return {
        id: outcome.id,
        competence: outcome.competence,
        kind: outcome.kind,
        status: outcome.status,
        evidence: counts.find((one) => one.outcomeId === outcome.id)?.evidence ?? 0,
        level: mark?.level ?? null,
        assessed: mark !== undefined,
        decision: decision ? { result: decision.result, improved: decision.improved } : null,
      }
    }),
    declared: {
      authorship: declared.some((one) => one.kind === 'authorship'),
      attestation: declared.some((one) => one.kind === 'attestation'),
    },
    mentors: declared.flatMap((one) => one.memberId ?? []),
    assessors: marked.map((one) => one.assessorId),
    validators: decided.map((one) => one.validatorId),
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
