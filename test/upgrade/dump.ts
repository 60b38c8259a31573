import { sql } from 'drizzle-orm'
import type { Tx } from '../../src/db/client.ts'

/** Every row of the database as SQL for a database that has the tables, the journal of the migrations included. */
export async function dumpRows(owner: Tx): Promise<string> {
  const tables = await rowsOf<{ schema: string; name: string; columns: string[] }>(
    owner,
    `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and n.nspname in ('public', 'drizzle') and a.attnum > 0 and not a.attisdropped
     group by 1, 2 order by 1, 2`,
  )
  const lines: string[] = []
  for (const { schema, name, columns } of tables) {
    const values = columns.map((column) => `quote_nullable("${column}"::text)`).join(` || ', ' || `)
    const into = `insert into ${schema}.${name} (${columns.map((column) => `"${column}"`).join(', ')})`
    const written = `select '${into} values (' || ${values} || ');' as line from ${schema}.${name} order by 1`
    lines.push(...(await rowsOf<{ line: string }>(owner, written)).map(({ line }) => line))
  }
  return [...before, ...lines, ...after, ''].join('\n')
}

/** Rows name each other in both directions, and the guards are against changes by the service, not against a copy. */
const before = [
  `set session_replication_role = replica;`,
  `create schema if not exists drizzle;`,
  `create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);`,
]
const after = [
  `select setval('drizzle.__drizzle_migrations_id_seq', (select max(id) from drizzle.__drizzle_migrations));`,
  `set session_replication_role = origin;`,
]

const rowsOf = async <T>(owner: Tx, query: string): Promise<T[]> => [
  ...((await owner.execute(sql.raw(query))) as unknown as Iterable<T>),
]
