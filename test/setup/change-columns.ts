import { sql } from 'drizzle-orm'
import type { Tx } from '../../src/db/client.ts'

type Column = { name: string; type: string }

/** Another value than the one that is there, of each type that tables have. */
const others: Record<string, (column: string) => string> = {
  uuid: () => 'gen_random_uuid()',
  text: (column) => `coalesce(${column}, '') || 'x'`,
  _text: (column) => `array_append(coalesce(${column}, '{}'), 'x')`,
  int4: (column) => `coalesce(${column}, 0) + 1`,
  int8: (column) => `coalesce(${column}, 0) + 1`,
  float8: (column) => `coalesce(${column}, 0) + 1`,
  bool: (column) => `not coalesce(${column}, false)`,
  timestamptz: (column) => `coalesce(${column}, now()) + interval '1 day'`,
  date: (column) => `coalesce(${column}, current_date) + 1`,
  jsonb: () => `'{"changed": true}'`,
  bytea: (column) => `${column} || '\\x00'`,
}

/** What came of trying to change a column of a row: "changed", or the state with which it was refused. */
export type Tried = { column: string; to: 'another' | 'null'; result: string }

/** The tables whose rows a guard keeps from being changed. */
export async function guardedTables(owner: Tx): Promise<string[]> {
  const rows = await owner
    .select({ name: sql<string>`relname` })
    .from(sql`pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid`)
    .where(
      sql`not t.tgisinternal and t.tgtype & 18 = 18
        and (p.proname = 'refuse_change' or p.proname like 'keep\\_%')`,
    )
    .orderBy(sql`relname`)
  return rows.map(({ name }) => name)
}

/** Carries a statement out, says what came of it, and undoes it. */
const attempting = `create function attempt(statement text) returns text language plpgsql as $$
declare changed bigint;
begin
  execute statement;
  get diagnostics changed = row_count;
  raise exception using errcode = case when changed > 0 then 'T0001' else 'T0000' end;
exception
  when sqlstate 'T0001' then return 'changed';
  when sqlstate 'T0000' then return 'unseen';
  when others then return sqlstate;
end $$`

/** A row of an organisation, as it is or as `arranged` makes it with all guards off. */
export type Chosen = { table: string; organisationId: string; arranged: string | null }

/**
 * Tries to change every column of one row, alone, to another value and to null, as whom `become` says; null where there is
 * no such row. Everything is undone.
 */
export async function changeColumns(
  owner: Tx,
  chosen: Chosen,
  become: (tx: Tx) => Promise<void>,
): Promise<Tried[] | null> {
  const columns = await columnsOf(owner, chosen.table)
  let tried: Tried[] | null = null
  const undone = new Error('undone')
  const trying = owner.transaction(async (tx) => {
    await tx.execute(sql.raw(attempting))
    const row = await arrange(tx, chosen, columns)
    if (!row) throw undone
    await become(tx)
    tried = await attempts(tx, chosen.table, row, columns)
    throw undone
  })
  await trying.catch((error) => {
    if (error !== undone) throw error
  })
  return tried
}

async function columnsOf(owner: Tx, table: string): Promise<Column[]> {
  return owner
    .select({ name: sql<string>`column_name`, type: sql<string>`udt_name` })
    .from(sql`information_schema.columns`)
    .where(sql`table_schema = 'public' and table_name = ${table} and is_identity = 'NO'`)
}

async function arrange(
  tx: Tx,
  { table, organisationId, arranged }: Chosen,
  columns: Column[],
): Promise<string | undefined> {
  const isOwned = columns.some(({ name }) => name === 'organisation_id')
  const found = await tx
    .select({ place: sql<string>`ctid::text` })
    .from(sql.raw(table))
    .where(isOwned ? sql`organisation_id = ${organisationId}` : undefined)
    .limit(1)
  const [row] = found
  if (!row || !arranged) return row?.place
  const [before, after] = ['disable', 'enable'].map((turn) => `alter table ${table} ${turn} trigger user`)
  await tx.execute(sql.raw(before!))
  const moved = (await tx.execute(
    sql.raw(`update ${table} set ${arranged} where ctid = '${row.place}' returning ctid::text as place`),
  )) as { place: string }[]
  await tx.execute(sql.raw(after!))
  return moved[0]!.place
}

async function attempts(tx: Tx, table: string, row: string, columns: Column[]): Promise<Tried[]> {
  const statements = columns.flatMap(({ name, type }) => {
    const column = `"${name}"`
    const other = others[type]
    if (!other) throw new Error(`${table}.${name}: no other value of ${type} is known.`)
    const change = `update ${table} set ${column} =`
    return [
      sql`(${name}, 'another', ${`${change} ${other(column)} where ctid = '${row}'`})`,
      sql`(${name}, 'null', ${`${change} null where ctid = '${row}' and ${column} is not null`})`,
    ]
  })
  return tx
    .select({
      column: sql<string>`v.name`,
      to: sql<Tried['to']>`v.value`,
      result: sql<string>`attempt(v.statement)`,
    })
    .from(sql`(values ${sql.join(statements, sql`, `)}) as v (name, value, statement)`)
}
