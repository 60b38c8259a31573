import { getTableColumns, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { declaredTables } from '../src/db/declared.ts'
import { codes, fill } from './bench/fill.ts'
import { newWorld, type World } from './setup/world.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Columns ("table.column") that the release before may still use and this one does not: the next release drops them. */
const leaving: string[] = []

describe('the declared schema', () => {
  let world: World
  let tables: PgTable[]
  beforeAll(async () => {
    world = await newWorld()
    tables = await declaredTables()
  })

  const rows = async (query: ReturnType<typeof sql>) => [
    ...((await world.services.db.owner.execute(query)) as Iterable<Record<string, unknown>>),
  ]

  test('has every column of the migrated database, of the same type and nullability, and no other', async () => {
    const migrated = await rows(sql`
      select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as not_null
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`)
    const declared = tables.flatMap((table) =>
      Object.entries(getTableColumns(table)).map(([key, column]) => ({
        table: getTableConfig(table).name,
        column: column.keyAsName ? snake(key) : column.name,
        type: longType(column.getSQLType()),
        notNull: column.notNull,
      })),
    )
    const line = (one: Record<string, unknown>) => Object.values(one).join(' ')
    const staying = migrated.filter((row) => !leaving.includes(`${row.table_name}.${row.column_name}`))
    expect(declared.map(line).sort()).toEqual(staying.map(line).sort())
    expect(declared.length).toBeGreaterThan(150)
  })

  test('has the indexes, foreign keys, unique and check constraints of the migrated database, and no other', async () => {
    const indexes =
      await rows(sql`select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid
      where i.relnamespace = 'public'::regnamespace
        and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid)`)
    const declared = tables.flatMap((table) => getTableConfig(table).indexes.map((one) => one.config.name))
    expect(declared.sort()).toEqual(indexes.map((one) => one.name).sort())
    const checks = await rows(sql`select conname as name from pg_constraint
      where contype = 'c' and connamespace = 'public'::regnamespace`)
    expect(tables.flatMap((table) => getTableConfig(table).checks.map((one) => one.name)).sort()).toEqual(
      checks.map((one) => one.name).sort(),
    )
    const foreign =
      await rows(sql`select conrelid::regclass::text as name, count(*)::int as n from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace group by 1`)
    const keys = tables
      .map((table) => getTableConfig(table))
      .filter((one) => one.foreignKeys.length > 0)
      .map((one) => `${one.name} ${one.foreignKeys.length}`)
    expect(keys.sort()).toEqual(foreign.map((one) => `${one.name} ${one.n}`).sort())
  })
})

/** The name that PostgreSQL gives a type, from the shorter one in the declaration. */
function longType(type: string): string {
  const timestamp = /^timestamp \((\d)\) with time zone$/.exec(type)
  if (timestamp) return `timestamp(${timestamp[1]}) with time zone`
  return type
}

test('the cases and certificates that the bench measures can be made, and a stranger finds them valid', async () => {
  const world = await newWorld()
  await fill(world.services.db, 0, 3)
  const { body } = await world.anyone.get(`/verify/${codes[2]}`).set('accept', 'application/json').expect(200)
  expect(body.status).toBe('valid')
})
