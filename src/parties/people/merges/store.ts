import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { mergePeople, personMerges } from '../../../db/schema/parties/person-merges.ts'
import { notFound } from '../../../errors.ts'

export type Merge = typeof personMerges.$inferSelect

export async function insertMerge(tx: Tx, values: typeof personMerges.$inferInsert): Promise<Merge> {
  const [row] = await tx.insert(personMerges).values(values).returning()
  return row!
}

/** What was said of a person and another record, oldest first. */
export async function listMerges(tx: Tx, personId: string): Promise<Merge[]> {
  return tx
    .select()
    .from(personMerges)
    .where(or(eq(personMerges.keptId, personId), eq(personMerges.mergedId, personId)))
    .orderBy(asc(personMerges.id))
    .limit(200)
}

/** Holds what was said until the transaction ends, so that one decides on it. */
export async function lockMerge(tx: Tx, keptId: string, id: string): Promise<Merge> {
  const [row] = await tx
    .select()
    .from(personMerges)
    .where(and(eq(personMerges.id, id), eq(personMerges.keptId, keptId)))
    .for('update')
  if (!row) throw notFound('merge')
  return row
}

export async function decideMerge(
  tx: Tx,
  { id }: Merge,
  decision: Pick<Merge, 'outcome' | 'decidedBy' | 'decidedAt'>,
): Promise<Merge> {
  const [row] = await tx.update(personMerges).set(decision).where(eq(personMerges.id, id)).returning()
  return row!
}

/** Moves all that is about the one record to the other; how many rows, by table. */
export async function movePerson(
  tx: Tx,
  { keptId, mergedId, bornAs }: Merge,
  now: Date,
): Promise<Record<string, number>> {
  const moved = sql<Record<string, number>>`${sql.raw(mergePeople)}(${keptId}::uuid, ${mergedId}::uuid,
    ${bornAs}::text, ${now.toISOString()}::timestamptz)`
  const [row] = await tx.select({ moved }).from(sql`(select 1) as once`)
  return row!.moved
}
