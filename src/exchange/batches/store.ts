import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { batches, batchItems, type itemStates } from '../../db/schema/exchange/batches.ts'
import { notFound } from '../../errors.ts'
import type { Asker } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { askedBy } from './asked-by-store.ts'
import { endedOf } from './batch.ts'

export type Batch = typeof batches.$inferSelect
export type ItemOfBatch = typeof batchItems.$inferSelect
export type ItemState = (typeof itemStates)[number]

/** An item as it is kept: it waits, or came to its end before it was begun. */
export type NewItem = Pick<ItemOfBatch, 'position' | 'key' | 'said'> &
  Partial<Pick<ItemOfBatch, 'state' | 'settled' | 'endedAt' | 'status'>>

export async function insertBatch(
  tx: Tx,
  values: typeof batches.$inferInsert,
  items: readonly NewItem[],
): Promise<Batch> {
  const [batch] = await tx.insert(batches).values(values).returning()
  const { id: batchId, organisationId, memberId, createdAt: dueAt } = batch!
  await tx
    .insert(batchItems)
    .values(items.map((item) => ({ ...item, batchId, organisationId, memberId, dueAt })))
  return batch!
}

export async function listBatches(tx: Tx, asker: Asker, keyset: Keyset): Promise<Batch[]> {
  const { where, orderBy, limit } = page(keyset, { id: batches.id, updatedAt: batches.createdAt })
  return tx
    .select()
    .from(batches)
    .where(and(askedBy(batches, asker), where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getBatch(tx: Tx, asker: Asker, id: string): Promise<Batch> {
  const [batch] = await tx
    .select()
    .from(batches)
    .where(and(askedBy(batches, asker), eq(batches.id, id)))
  if (!batch) throw notFound('batch')
  return batch
}

/** Held until the transaction ends, before any of its items. */
export async function holdBatch(tx: Tx, asker: Asker, id: string): Promise<Batch> {
  const [batch] = await tx
    .select()
    .from(batches)
    .where(and(askedBy(batches, asker), eq(batches.id, id)))
    .for('update')
  if (!batch) throw notFound('batch')
  return batch
}

export async function listItems(
  tx: Tx,
  batchId: string,
  keyset: Keyset,
  state: ItemState | undefined,
): Promise<ItemOfBatch[]> {
  const { where, orderBy, limit } = page(keyset, { id: batchItems.id, updatedAt: batchItems.dueAt })
  const those = state === undefined ? undefined : eq(batchItems.state, state)
  return tx
    .select()
    .from(batchItems)
    .where(and(eq(batchItems.batchId, batchId), those, where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** All of them, in the order in which they were sent. */
export async function allItems(tx: Tx, batchId: string): Promise<ItemOfBatch[]> {
  return tx.select().from(batchItems).where(eq(batchItems.batchId, batchId)).orderBy(asc(batchItems.position))
}

/** What came to an end after so many others of the batch, in that order. */
export async function settledAfter(
  tx: Tx,
  batchId: string,
  after: number,
  limit: number,
): Promise<ItemOfBatch[]> {
  return tx
    .select()
    .from(batchItems)
    .where(and(eq(batchItems.batchId, batchId), gt(batchItems.settled, after)))
    .orderBy(asc(batchItems.settled))
    .limit(limit)
}

/** Ends what nobody has begun, of a batch that is held; answers with how many that were. */
export async function cancelWaiting(tx: Tx, batch: Batch, now: Date): Promise<number> {
  const waiting = await tx
    .select({ id: batchItems.id })
    .from(batchItems)
    .where(and(eq(batchItems.batchId, batch.id), eq(batchItems.state, 'waiting'), eq(batchItems.attempts, 0)))
    .orderBy(asc(batchItems.position))
    // Whoever is about to begin one has it.
    .for('update', { skipLocked: true })
  if (waiting.length === 0) return 0
  const ids = waiting.map(({ id }) => id)
  const settled = sql`${endedOf(batch)}::int + array_position(string_to_array(${ids.join()}, ',')::uuid[], ${batchItems.id})`
  await tx
    .update(batchItems)
    .set({ state: 'cancelled', said: null, settled, endedAt: now })
    .where(inArray(batchItems.id, ids))
  return ids.length
}

export async function noteCancelled(tx: Tx, batch: Batch, cancelled: number, now: Date): Promise<Batch> {
  const ended = endedOf(batch) + cancelled
  const [noted] = await tx
    .update(batches)
    .set({
      cancelled: batch.cancelled + cancelled,
      cancelledAt: batch.cancelledAt ?? now,
      finishedAt: ended === batch.items ? now : null,
    })
    .where(eq(batches.id, batch.id))
    .returning()
  return noted!
}
