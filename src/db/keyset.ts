import { and, asc, eq, gt, gte, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Keyset } from '../platform/http/pages.ts'

/**
 * The condition and order of one page: by id (time of making), or with `since` by time of change. One row more than the
 * page holds is asked for, which tells whether there is a next one.
 */
export function page(keyset: Keyset, table: { id: PgColumn; updatedAt: PgColumn }) {
  const { after, since, limit } = keyset
  if (since) {
    const later: SQL | undefined = after?.changedAt
      ? or(
          gt(table.updatedAt, after.changedAt),
          and(eq(table.updatedAt, after.changedAt), gt(table.id, after.id)),
        )
      : gte(table.updatedAt, since)
    return { where: later, orderBy: [asc(table.updatedAt), asc(table.id)], limit: limit + 1 }
  }
  return { where: after ? gt(table.id, after.id) : undefined, orderBy: [asc(table.id)], limit: limit + 1 }
}
