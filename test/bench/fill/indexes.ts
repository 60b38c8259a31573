import { sql } from 'drizzle-orm'
import type { Tx } from '../../../src/db/client.ts'

/**
 * Takes away the indexes of these tables that stand for no constraint, and answers with the statements that make them again:
 * made over all rows at once they take a tenth of the time.
 */
export async function dropIndexes(owner: Tx, tables: readonly string[]): Promise<string[]> {
  const found = await owner
    .select({ name: sql<string>`indexname`, made: sql<string>`indexdef` })
    .from(sql`pg_indexes`)
    .where(sql`schemaname = 'public' and tablename in ${tables}
      and not exists (select 1 from pg_constraint where conname = indexname)`)
    // The largest tables have the most of them.
    .orderBy(sql`count(*) over (partition by tablename) desc, indexname`)
  for (const { name } of found) await owner.execute(sql`drop index ${sql.identifier(name)}`)
  return found.map(({ made }) => made)
}

export async function makeIndex(owner: Tx, statement: string): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '256MB'`)
    // As many at once are made as there are processors.
    await tx.execute(sql`set local max_parallel_maintenance_workers = 0`)
    await tx.execute(sql`set local statement_timeout = 0`)
    await tx.execute(sql.raw(statement))
  })
}
