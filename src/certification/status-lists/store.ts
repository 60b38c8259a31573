import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'

/** The status list that the organisation's newest certificate is in, and which of these indexes are taken there. */
export async function newestStatusList(
  tx: Tx,
  organisationId: string,
  indexes: number[],
): Promise<{ list: string; taken: number[] } | undefined> {
  const newest = tx.$with('newest').as(
    tx
      .select({ list: sql<string>`${certificates.statusList}`.as('list') })
      .from(certificates)
      .where(eq(certificates.organisationId, organisationId))
      .orderBy(desc(certificates.id))
      .limit(1),
  )
  const taken = sql<
    number[]
  >`(select coalesce(json_agg(${certificates.statusIndex}), '[]'::json) from ${certificates}
    where ${certificates.statusList} = ${newest.list} and ${inArray(certificates.statusIndex, indexes)})`
  const [row] = await tx.with(newest).select({ list: newest.list, taken }).from(newest)
  return row
}

/** A status list: which indexes are revoked, and since when it reads so; a stranger may ask. */
export async function statusListState(
  tx: Tx,
  list: string,
): Promise<{ revoked: number[]; changedAt: Date } | undefined> {
  const [row] = await tx
    .select({
      revoked: sql<number[] | null>`json_agg(${certificates.statusIndex} order by ${certificates.statusIndex})
        filter (where ${certificates.revokedAt} is not null)`,
      changedAt:
        sql<Date | null>`coalesce(max(${certificates.revokedAt}), min(${certificates.issuedAt}))`.mapWith(
          certificates.issuedAt,
        ),
    })
    .from(certificates)
    .where(eq(certificates.statusList, list))
  return row?.changedAt ? { revoked: row.revoked ?? [], changedAt: row.changedAt } : undefined
}
