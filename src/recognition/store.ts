import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import { recognitions, transitions } from '../db/schema/recognition/recognitions.ts'
import { onSide, type Side } from '../db/sides.ts'
import { notFound } from '../errors.ts'
import type { Role } from '../platform/auth/access.ts'
import type { Keyset } from '../platform/http/pages.ts'
import type { Stage } from './stage.ts'

export type Recognition = typeof recognitions.$inferSelect
export type Transition = typeof transitions.$inferSelect

/** The columns that say to which case, and so to whom, a row belongs. */
export const caseOf = ({ id, organisationId, hostingOrganisationId }: Recognition) => ({
  recognitionId: id,
  organisationId,
  hostingOrganisationId,
})

export async function insertRecognition(
  tx: Tx,
  values: typeof recognitions.$inferInsert,
): Promise<Recognition> {
  const [row] = await tx.insert(recognitions).values(values).returning()
  return row!
}

type RecognitionFilter = { stage?: Stage | undefined; mobilityId?: string | undefined }

/** Cases that the organisation sends, or those that it hosts. */
export async function listRecognitions(
  tx: Tx,
  organisationId: string,
  side: Side,
  keyset: Keyset,
  filter: RecognitionFilter,
): Promise<Recognition[]> {
  const { where, orderBy, limit } = page(keyset, recognitions)
  const mine = onSide(recognitions, side, organisationId)
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

type Move = {
  action: string
  to: Stage
  by: { memberId: string | null; clientId: string | null }
  role: Role | null
  reason: string | null
}

/** Moves a held case to another stage and writes the move down. */
export async function moveRecognition(
  tx: Tx,
  { recognition, inputHash }: { recognition: Recognition; inputHash?(): string },
  { action, to, by, role, reason }: Move,
  now: Date,
): Promise<Recognition> {
  const [row] = await tx
    .update(recognitions)
    .set({ stage: to, stageSince: now, updatedAt: now })
    .where(eq(recognitions.id, recognition.id))
    .returning()
  const { memberId, clientId } = by
  const move = {
    action,
    to,
    memberId,
    clientId,
    role: role ?? 'issuer',
    reason,
    inputHash: inputHash?.() ?? '',
  }
  await tx.insert(transitions).values({ ...move, ...caseOf(recognition), from: recognition.stage, at: now })
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

export async function listTransitions(tx: Tx, recognitionId: string): Promise<Transition[]> {
  return tx
    .select()
    .from(transitions)
    .where(eq(transitions.recognitionId, recognitionId))
    .orderBy(asc(transitions.id))
}
