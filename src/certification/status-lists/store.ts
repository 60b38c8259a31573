import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { statusLists } from '../../db/schema/certification/status-lists.ts'

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

/** `revoked`: the indexes of those that are; null where that was known. */
export type StatusListState = { changedAt: Date; count: number; revoked: number[] | null }

/**
 * A status list: since when it reads so, and how many of it are revoked, which tells its state; and which indexes those are,
 * unless that state is `known`. A stranger may ask.
 */
export async function statusListState(
  tx: Tx,
  list: string,
  known: number | null,
): Promise<StatusListState | undefined> {
  const indexes = sql`(select coalesce(json_agg(${certificates.statusIndex} order by ${certificates.statusIndex}), '[]'::json)
    from ${certificates} where ${certificates.statusList} = ${list} and ${certificates.revokedAt} is not null)`
  const [row] = await tx
    .select({
      changedAt: statusLists.changedAt,
      count: statusLists.revoked,
      revoked: sql<
        number[] | null
      >`case when ${statusLists}.revoked is distinct from ${known}::int then ${indexes} end`,
    })
    .from(statusLists)
    .where(eq(statusLists.list, list))
  return row
}
