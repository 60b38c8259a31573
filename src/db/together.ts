import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { type PgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from './client.ts'

type RowOf<T extends PgTable> = T['$inferSelect']
type KeyOf<T extends PgTable> = Extract<keyof RowOf<T>, string>

/** Rows of one table as one value of a statement. */
export type Rows<Row> = SQL<Row[]>

/**
 * The rows of a table that a condition holds for, in an order, for `together`. Columns named in `without` are left out:
 * those that are large and not asked for, and all that JSON cannot carry (bytes).
 */
export function rowsOf<T extends PgTable, Left extends KeyOf<T> = never>(
  table: T,
  where: SQL | undefined,
  orderBy: PgColumn,
  without: readonly Left[] = [],
): Rows<Omit<RowOf<T>, Left>> {
  return rowsFrom(sql`${table}`, table, where, orderBy, without)
}

/** The same of what yields rows as the table has them, and is called as the table is. */
export function rowsFrom<T extends PgTable, Left extends KeyOf<T> = never>(
  source: SQL,
  table: T,
  where: SQL | undefined,
  orderBy: PgColumn,
  without: readonly Left[] = [],
): Rows<Omit<RowOf<T>, Left>> {
  const { columns, row } = columnsOf(table, without)
  const condition = where ?? sql`true`
  const rows = sql`(select coalesce(json_agg(json_build_array(${row}) order by ${orderBy}), '[]'::json) from ${source} where ${condition})`
  return rows.mapWith((found: unknown[][]) =>
    found.map((values) =>
      Object.fromEntries(
        columns.map(([key, column], index) => {
          const value = values[index]
          return [key, value === null ? null : column.mapFromDriverValue(value)]
        }),
      ),
    ),
  ) as Rows<Omit<RowOf<T>, Left>>
}

type Listed = { columns: [string, PgColumn][]; row: SQL }

const dialect = new PgDialect({ casing: 'snake_case' })
const listed = new WeakMap<PgTable, Map<string, Listed>>()

/** The columns of a table, and their names in a row: written out once, because a case has hundreds of them. */
function columnsOf(table: PgTable, without: readonly string[]): Listed {
  const ofTable = listed.get(table) ?? new Map<string, Listed>()
  listed.set(table, ofTable)
  const known = ofTable.get(without.join())
  if (known) return known
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !without.includes(key))
  const names = sql.join(
    columns.map(([, column]) => sql`${column}`),
    sql`, `,
  )
  const made = { columns, row: sql.raw(dialect.sqlToQuery(names).sql) }
  ofTable.set(without.join(), made)
  return made
}

/** Rows of several tables in one statement: they are of one moment, and one round trip. */
export async function together<Parts extends Record<string, SQL>>(
  tx: Tx,
  parts: Parts,
): Promise<{ [Name in keyof Parts]: Parts[Name] extends SQL<infer Value> ? Value : never }> {
  const [row] = await tx.select(parts).from(sql`(select 1) as once`)
  return row as { [Name in keyof Parts]: Parts[Name] extends SQL<infer Value> ? Value : never }
}
