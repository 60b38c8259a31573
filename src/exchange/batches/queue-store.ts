import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { batches, batchItems } from '../../db/schema/exchange/batches.ts'
import { endedOf } from './batch.ts'
import type { Batch, ItemOfBatch } from './store.ts'

/** So many batches at most have their turn before it is looked anew which come next. */
const TURN = 50

/** Those that are open: each organisation's in its turn, first that which has waited for longest. */
export async function listOpen(owner: Tx): Promise<Batch[]> {
  const turn = sql`row_number() over (partition by ${batches.organisationId} order by ${batches.triedAt} nulls first, ${batches.id})`
  const last = sql`max(${batches.triedAt}) over (partition by ${batches.organisationId}) nulls first`
  return owner
    .select()
    .from(batches)
    .where(isNull(batches.finishedAt))
    .orderBy(turn, last, asc(batches.id))
    .limit(TURN)
}

/** Claims the next item of a batch that is due, for so long that nobody else takes it up. */
export async function claimItem(
  owner: Tx,
  batchId: string,
  now: Date,
  leasedUntil: Date,
): Promise<ItemOfBatch | undefined> {
  const next = owner
    .select({ id: batchItems.id })
    .from(batchItems)
    .where(
      and(
        eq(batchItems.batchId, batchId),
        eq(batchItems.state, 'waiting'),
        lte(batchItems.dueAt, now),
        or(isNull(batchItems.leasedUntil), lte(batchItems.leasedUntil, now)),
      ),
    )
    .orderBy(asc(batchItems.position))
    .limit(1)
    .for('update', { skipLocked: true })
  const [item] = await owner
    .update(batchItems)
    .set({ leasedUntil, attempts: sql`${batchItems.attempts} + 1` })
    .where(inArray(batchItems.id, next))
    .returning()
  if (item) await owner.update(batches).set({ triedAt: now }).where(eq(batches.id, batchId))
  return item
}

/** Gives an item back that could not be done now: it waits until a moment. */
export async function putOffItem(owner: Tx, { id, attempts }: ItemOfBatch, dueAt: Date): Promise<void> {
  await owner
    .update(batchItems)
    .set({ leasedUntil: null, dueAt })
    .where(and(eq(batchItems.id, id), eq(batchItems.state, 'waiting'), eq(batchItems.attempts, attempts)))
}

export type ItemEnding = Pick<ItemOfBatch, 'status' | 'location' | 'etag' | 'resultId' | 'said'> & {
  state: 'done' | 'refused' | 'unchanged'
}

/** Writes down what became of an item, once: whoever lost its claim meanwhile, writes nothing. */
export async function endItem(
  owner: Tx,
  { id, batchId }: ItemOfBatch,
  ending: ItemEnding,
  now: Date,
): Promise<void> {
  await owner.transaction(async (tx) => {
    const [batch] = await tx.select().from(batches).where(eq(batches.id, batchId)).for('update')
    if (!batch) return
    const settled = endedOf(batch) + 1
    const ended = await tx
      .update(batchItems)
      .set({ ...ending, settled, leasedUntil: null, endedAt: now })
      .where(and(eq(batchItems.id, id), eq(batchItems.state, 'waiting')))
      .returning({ id: batchItems.id })
    if (ended.length === 0) return
    const { state } = ending
    const finishedAt = settled === batch.items ? now : null
    await tx
      .update(batches)
      .set({ [state]: batch[state] + 1, finishedAt })
      .where(eq(batches.id, batchId))
  })
}

/** Removes batches that were finished before a moment. */
export async function deleteFinished(owner: Tx, before: Date): Promise<void> {
  const old = owner.select({ id: batches.id }).from(batches).where(lte(batches.finishedAt, before))
  await owner.delete(batchItems).where(inArray(batchItems.batchId, old))
  await owner.delete(batches).where(lte(batches.finishedAt, before))
}
