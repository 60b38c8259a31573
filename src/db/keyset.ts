import { asc, gt, gte, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Keyset } from '../platform/http/pages.ts'
import { ledgerNumbering } from './schema/custody/ledger.ts'

type Listed = { id: PgColumn; updatedAt: PgColumn; changedIn?: PgColumn }

/**
 * The condition and order of one page: by id (time of making), with `since` by time of change, or with `position` by the
 * transaction of the change. One row more than the page holds is asked for, which tells whether there is a next one.
 */
export function page(keyset: Keyset, table: Listed) {
  const { after, since, position } = keyset
  const limit = keyset.limit + 1
  if (table.changedIn && position !== null) {
    const { id, changedIn } = table
    return { where: visibleAfter(keyset, id, changedIn), orderBy: [asc(changedIn), asc(id)], limit }
  }
  if (since) {
    // Compared as one row, it is where the reading of an index begins; apart, all that was shown would be read again.
    const later: SQL | undefined = after?.changedAt
      ? sql`(${table.updatedAt}, ${table.id}) > (${momentIn(after.changedAt)}, ${after.id}::uuid)`
      : gte(table.updatedAt, since)
    return { where: later, orderBy: [asc(table.updatedAt), asc(table.id)], limit }
  }
  return { where: after ? gt(table.id, after.id) : undefined, orderBy: [asc(table.id)], limit }
}

/**
 * What transactions changed after those that the reader knows, up to those whose lines are numbered: none of these is
 * running any more, so that what is passed over never appears later.
 */
function visibleAfter({ after, position }: Keyset, id: PgColumn, changedIn: PgColumn): SQL {
  const unseen =
    after?.changedIn == null
      ? sql`${changedIn} > transaction_at(${position})`
      : sql`(${changedIn}, ${id}) > (${after.changedIn}, ${after.id})`
  // The planner cannot know how far the lines are numbered: as one half of a range it would take it for next to nothing.
  const numbered = sql`case when ${changedIn} > (select ${ledgerNumbering.tx} from ${ledgerNumbering}) then false else true end`
  return sql`${unseen} and ${numbered}`
}

/** A column beside the rows of a page: the position up to which the page's statement sees everything. */
export function numberedUpTo({ position }: Keyset): SQL.Aliased<number | null> {
  const upTo = sql<number | null>`(select ${ledgerNumbering.position} from ${ledgerNumbering})`
  return (position === null ? sql<null>`null::bigint` : upTo).mapWith(toNumber).as('up_to')
}

/** A moment beside a column of whatever kind, as the database reads it. */
const momentIn = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`

const toNumber = (value: unknown) => (value === null ? null : Number(value))
