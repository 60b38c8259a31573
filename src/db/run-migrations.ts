import type { MigrationMeta } from 'drizzle-orm/migrator'

/** A transaction of either database: `run` takes many statements at once and gives nothing. */
export type Migrating = {
  run(statements: string): Promise<unknown>
  query(statement: string, parameters: unknown[]): Promise<readonly unknown[]>
}

/** Where drizzle keeps what was run, as it makes it itself. */
const kept = `
  create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint
  );`

/**
 * Brings a database as far as these migrations, all that is missing or nothing. Each goes in one piece: there are a
 * thousand statements, and one by one they take three times as long.
 */
export async function runMigrations(tx: Migrating, migrations: readonly MigrationMeta[]): Promise<void> {
  await tx.run(kept)
  const [last] = await tx.query(
    'select max(created_at)::text as newest from drizzle.__drizzle_migrations',
    [],
  )
  const newest = Number((last as { newest: string | null }).newest ?? -1)
  for (const { sql, hash, folderMillis } of migrations) {
    if (folderMillis <= newest) continue
    await tx.run(sql.map(forAnyOwner).join('\n;\n'))
    await tx.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ])
  }
}

/**
 * Only superusers may give a parameter to a function, as 0039 and 0042 do; 0050 puts others in the place of those, in the
 * same transaction, and whoever owns the tables need not be one.
 */
const forAnyOwner = (statement: string) => statement.replaceAll(" set app.moves = 'on'", '')
