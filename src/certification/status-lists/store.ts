import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'

/** The status list that the organisation's newest certificate is in. */
export async function newestStatusList(tx: Tx, organisationId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ list: certificates.statusList })
    .from(certificates)
    .where(eq(certificates.organisationId, organisationId))
    .orderBy(desc(certificates.id))
    .limit(1)
  return row?.list
}

export async function isStatusPlaceTaken(tx: Tx, statusList: string, statusIndex: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: certificates.id })
    .from(certificates)
    .where(and(eq(certificates.statusList, statusList), eq(certificates.statusIndex, statusIndex)))
  return row !== undefined
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
