import type { PGlite } from '@electric-sql/pglite'
import type { MigrationMeta } from 'drizzle-orm/migrator'

/** Where drizzle keeps what was run, as it makes it itself on PostgreSQL. */
const kept = `
  create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint
  );`

/**
 * Brings the embedded database as far as these migrations, all that is missing or nothing. Each goes in one piece: there
 * are a thousand statements, and one by one they take the embedded database three times as long.
 */
export async function migrateEmbedded(pglite: PGlite, migrations: readonly MigrationMeta[]): Promise<void> {
  await pglite.transaction(async (tx) => {
    await tx.exec(kept)
    const { rows } = await tx.query<{ newest: string | null }>(
      'select max(created_at)::text as newest from drizzle.__drizzle_migrations',
    )
    const newest = Number(rows[0]?.newest ?? -1)
    for (const { sql, hash, folderMillis } of migrations) {
      if (folderMillis <= newest) continue
      await tx.exec(sql.join('\n;\n'))
      await tx.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
        hash,
        folderMillis,
      ])
    }
  })
}
