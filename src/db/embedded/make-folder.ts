import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrateEmbedded } from './migrate-embedded.ts'
import { openPglite } from './open-folder.ts'

// A process of its own, for what PostgreSQL takes to make a database is never given back by the one that did it. What it
// runs is compiled by then: the migrations of a folder follow here in a third of the time they take anywhere else.
const [folder = '', migrationsFolder] = process.argv.slice(2)
const pglite = await openPglite(folder)
if (migrationsFolder) await migrateEmbedded(pglite, readMigrationFiles({ migrationsFolder }))
await pglite.close()
