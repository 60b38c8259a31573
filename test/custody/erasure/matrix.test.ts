import { getTableColumns, sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { matrix } from '../../../src/custody/erasure/matrix.ts'
import { notOfLearners } from '../../../src/custody/erasure/not-of-learners.ts'
import { say } from '../../../src/custody/erasure/words.ts'
import { readMessages } from '../../../src/platform/words/read-catalogue.ts'
import { newWorld, type World } from '../../setup/world.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const parts = matrix.flatMap(({ code, fate, parts }) => parts.map((one) => ({ code, fate, ...one })))
const nameOf = (one: (typeof parts)[number]) => getTableConfig(one.table).name

/** What may tell something of a person: texts, documents, days. Ids, moments, numbers and yes or no do not by themselves. */
const telling = ['text', 'text[]', 'jsonb', 'bytea', 'date']

describe('the erasure matrix', () => {
  let world: World
  let columns: { table: string; column: string; type: string }[]
  const rows = async <Row>(query: ReturnType<typeof sql>) =>
    [...((await world.services.db.owner.execute(query)) as Iterable<Row>)] as Row[]

  beforeAll(async () => {
    world = await newWorld()
    columns =
      await rows(sql`select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`)
  })

  test('says of every table whether it holds something of a learner', () => {
    const tables = [...new Set(columns.map(({ table }) => table))]
    expect(tables.length).toBeGreaterThan(35)
    const known = [...parts.map(nameOf), ...Object.keys(notOfLearners)]
    expect(tables.filter((table) => !known.includes(table))).toEqual([])
    expect(known.filter((table) => !tables.includes(table))).toEqual([])
    expect(parts.map(nameOf).filter((table) => table in notOfLearners)).toEqual([])
  })

  test('says of every column of those that may tell something what becomes of it, once', () => {
    const said = parts.flatMap((one) =>
      // What is removed is the bytes behind a column, not the column.
      one.fate === 'removed' ? [] : one.columns.map((column) => `${nameOf(one)}.${snake(column)}`),
    )
    const there = columns
      .filter(({ table, type }) => !(table in notOfLearners) && telling.includes(type))
      .map(({ table, column }) => `${table}.${column}`)
      // The key and its fingerprint are the client's own.
      .filter((name) => !['idempotency_keys.key', 'idempotency_keys.fingerprint'].includes(name))
      // And so is what it calls an item of a batch, which is forgotten soon, and where the answer to it is found.
      .filter((name) => !/^batch_items[.](key|state|location|etag)$/.test(name))
    expect(there.length).toBeGreaterThan(90)
    expect(there.filter((name) => !said.includes(name))).toEqual([])
    expect(said.filter((name, index) => said.indexOf(name) < index)).toEqual([])
    const all = columns.map(({ table, column }) => `${table}.${column}`)
    expect(said.filter((name) => !all.includes(name))).toEqual([])
  })

  test('is all that the role which erases may do: no other column, and no row of what is kept', async () => {
    const granted = await rows<{ table: string; column: string }>(sql`
      select table_name as table, column_name as column from information_schema.column_privileges
      where grantee = 'dcr_eraser' and privilege_type = 'UPDATE'`)
    const marks = ['erased_at', 'updated_at', 'version', 'answered', 'status', 'discarded_at']
    const may = granted.filter(({ column }) => !marks.includes(column))
    const emptied = parts.filter(({ fate }) => fate === 'emptied')
    const wanted = emptied.flatMap((one) => one.columns.map((column) => `${nameOf(one)}.${snake(column)}`))
    expect(may.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(wanted.sort())
    const rights = await rows<{ table: string; right: string }>(sql`
      select table_name as table, privilege_type as right from information_schema.table_privileges
      where grantee = 'dcr_eraser' and privilege_type <> 'SELECT'`)
    const deleted = parts.filter(({ fate }) => fate === 'deleted').map((one) => `${nameOf(one)} DELETE`)
    expect(rights.map(({ table, right }) => `${table} ${right}`).sort()).toEqual(
      [...deleted, 'kept_files INSERT'].sort(),
    )
  })

  test('is guarded: wherever something is erased, the database writes nothing anew', async () => {
    const guarded = await rows<{ table: string }>(sql`select tgrelid::regclass::text as table from pg_trigger
      where tgname = 'not_of_the_erased' order by 1`)
    const names = guarded.map(({ table }) => table)
    const erased = parts.filter(({ fate, leads }) => fate !== 'kept' && leads !== 'answer').map(nameOf)
    expect(erased.filter((table) => !names.includes(table))).toEqual([])
    // Nor is anything begun.
    for (const table of ['mobilities', 'agreement_versions', 'recognitions', 'certificates'])
      expect(names).toContain(table)
  })

  test('leads from every row to its person by a column that is there, and is told in both languages', () => {
    for (const one of parts) expect(Object.keys(getTableColumns(one.table))).toContain(one.by)
    const classes = [...readMessages(new URL('../../../src/custody/erasure/words/', import.meta.url), 'en')]
      .map(([key]) => key)
      .filter((key) => key.startsWith('class-'))
    expect(matrix.map(({ code }) => `class-${code}`).sort()).toEqual(classes.sort())
    for (const { basis } of matrix) {
      for (const language of ['lv', 'en'] as const) expect(say(`basis-${basis}`)(language)).not.toBe('')
    }
  })
})
