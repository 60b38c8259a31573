import type { PGlite } from '@electric-sql/pglite'
import type { MigrationMeta } from 'drizzle-orm/migrator'
import { runMigrations } from '../run-migrations.ts'

/** Brings the embedded database as far as these migrations, all that is missing or nothing. */
export async function migrateEmbedded(pglite: PGlite, migrations: readonly MigrationMeta[]): Promise<void> {
  await pglite.transaction((tx) =>
    runMigrations(
      {
        run: (statements) => tx.exec(statements),
        query: async (statement, parameters) => (await tx.query(statement, parameters)).rows,
      },
      migrations,
    ),
  )
}
