import { and, eq, getTableColumns, ne, not, sql } from 'drizzle-orm'
import { listMoves } from '../custody/ledger/moves-store.ts'
import { isBlindTo } from '../db/blind.ts'
import type { Tx } from '../db/client.ts'
import { numberedUpTo, page } from '../db/keyset.ts'
import { handOverCase } from '../db/schema/recognition/hand-over.ts'
import { recognitions } from '../db/schema/recognition/recognitions.ts'
import { type AnySide, type MobilityNames, mobilityNamed, onAnySide } from '../db/sides.ts'
import { notFound } from '../errors.ts'
import type { Keyset, Seen } from '../platform/http/pages.ts'
import type { Stage } from './stage.ts'

/** The case of a statement that reads cases; among what such a statement selects, a column loses its table. */
export const thisCase = sql`"recognitions"."id"`

export type Recognition = typeof recognitions.$inferSelect
export type Transition = Awaited<ReturnType<typeof listTransitions>>[number]

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

type RecognitionFilter = MobilityNames & {
  stage?: Stage | undefined
  mobilityId?: string | undefined
}

/** Cases that the organisation sends, those that it hosts, or those in which it has a part. */
export async function listRecognitions(
  tx: Tx,
  { organisationId, memberId }: { organisationId: string; memberId: string | null },
  side: AnySide,
  keyset: Keyset,
  { stage: sought, mobilityId, ...names }: RecognitionFilter,
): Promise<(Recognition & Seen & { isBlind: boolean })[]> {
  const { where, orderBy, limit } = page(keyset, recognitions)
  // While a case has no host, the organisation that sends stands in for one.
  const mine = and(
    onAnySide(recognitions, recognitions.mobilityId, side, organisationId),
    side !== 'sent' ? ne(recognitions.organisationId, organisationId) : undefined,
  )
  const isBlind = isBlindTo(memberId, thisCase)
  const tells = sought === 'certified' || sought === 'refused'
  const stage =
    sought === undefined ? undefined : and(eq(recognitions.stage, sought), tells ? not(isBlind) : undefined)
  const mobility = mobilityId === undefined ? undefined : eq(recognitions.mobilityId, mobilityId)
  return tx
    .select({ ...getTableColumns(recognitions), upTo: numberedUpTo(keyset), isBlind })
    .from(recognitions)
    .where(and(mine, stage, mobility, mobilityNamed(names, recognitions.mobilityId), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** The case of a mobility; a mobility has one. */
export async function findRecognitionOf(tx: Tx, mobilityId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: recognitions.id })
    .from(recognitions)
    .where(eq(recognitions.mobilityId, mobilityId))
  return row?.id
}

export async function getRecognition(tx: Tx, id: string): Promise<Recognition> {
  const [row] = await tx.select().from(recognitions).where(eq(recognitions.id, id))
  if (!row) throw notFound('recognition')
  return row
}

/** The same, with whether what became of it is kept from a reader. */
export async function getRecognitionFor(
  tx: Tx,
  { memberId }: { memberId: string | null },
  id: string,
): Promise<Recognition & { isBlind: boolean }> {
  const [row] = await tx
    .select({ ...getTableColumns(recognitions), isBlind: isBlindTo(memberId, thisCase) })
    .from(recognitions)
    .where(eq(recognitions.id, id))
  if (!row) throw notFound('recognition')
  return row
}

/** Holds the case until the transaction ends: whoever acts on it at the same time waits, then sees what was done. */
export async function lockRecognition(tx: Tx, id: string): Promise<Recognition> {
  const [row] = await tx.select().from(recognitions).where(eq(recognitions.id, id)).for('update')
  if (!row) throw notFound('recognition')
  return row
}

/** Moves a held case to another stage; whoever does so writes down who moved it, and why. */
export async function moveRecognition(
  tx: Tx,
  recognition: Recognition,
  to: Stage,
  now: Date,
): Promise<Recognition> {
  const [row] = await tx
    .update(recognitions)
    .set({ stage: to, stageSince: now, updatedAt: now })
    .where(eq(recognitions.id, recognition.id))
    .returning()
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

/** Gives a held mobility's case to an organisation, and with `agreements` what was agreed for it, too. */
export async function giveToHost(
  tx: Tx,
  mobilityId: string,
  hostId: string,
  agreements: boolean,
): Promise<void> {
  const given = sql`${sql.raw(handOverCase)}(${mobilityId}::uuid, ${hostId}::uuid, ${agreements}::boolean)`
  await tx.select({ given }).from(sql`(select 1) as once`)
}

/** Says that the case changed, for clients that synchronise. */
export async function touchRecognition(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.update(recognitions).set({ updatedAt: now }).where(eq(recognitions.id, id))
}

/** Every move of a case from stage to stage: who, as what, when, why, and the hash of what was known then. */
export async function listTransitions(tx: Tx, recognitionId: string) {
  return transitionsOf(await listMoves(tx, [recognitionId]))
}

/** The moves from stage to stage among those of a case and its appeals. */
export function transitionsOf(moves: Awaited<ReturnType<typeof listMoves>>) {
  return moves
    .filter((move) => move.kind === 'case')
    .map(({ kind: _, subjectId: __, ...move }) => ({
      ...move,
      from: move.from as Stage,
      to: move.to as Stage,
      inputHash: move.inputHash as string,
    }))
}
