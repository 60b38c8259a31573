import { sql } from 'drizzle-orm'
import type { Tx } from '../../src/db/client.ts'

/** Every row of the database as SQL for a database that has the tables, the journal of the migrations included. */
export async function dumpRows(owner: Tx): Promise<string> {
  const tables = await owner
    .select({ name: sql<string>`name`, columns: sql<string[]>`columns` })
    .from(
      sql`(select format('%I.%I', n.nspname, c.relname) as name,
        array_agg(quote_ident(a.attname) order by a.attnum) as columns
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind = 'r' and n.nspname in ('public', 'drizzle') and a.attnum > 0 and not a.attisdropped
        group by 1) as tables`,
    )
    .orderBy(sql`name`)
  const lines: string[] = []
  for (const { name, columns } of tables) {
    const values = columns.map((column) => `quote_nullable(${column}::text)`).join(` || ', ' || `)
    const into = `insert into ${name} (${columns.join(', ')})`
    const written = sql<string>`${sql.raw(`'${into} values (' || ${values} || ');'`)}`
    const rows = await owner.select({ line: written }).from(sql.raw(name)).orderBy(sql`1`)
    lines.push(...rows.map(({ line }) => line))
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
