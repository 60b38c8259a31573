import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import type postgres from 'postgres'
import { CannotStart } from '../errors.ts'
import type { Database, Tx } from './client.ts'
import { singleConnection } from './connection/single-connection.ts'
import { migrateEmbedded } from './embedded/migrate-embedded.ts'
import { runMigrations } from './run-migrations.ts'
import { databaseRoles, ownerRole } from './schema/protect.ts'
import { sqlState } from './states.ts'

/** The folder with the migrations of this release. */
export const folderOfRelease = new URL('../../migrations', import.meta.url).pathname

/** Any constant does, as long as every release uses the same one. */
const LOCK = 7_252_011

/**
 * Brings the database to this release, then does `andThen`. Processes that start together take turns; a database that a
 * newer release has migrated is refused.
 */
export function migrate<T>(database: Database, andThen: (owner: Tx) => Promise<T>): Promise<T> {
  return migrateFrom(folderOfRelease, database, andThen)
}

async function migrateFrom<T>(
  migrationsFolder: string,
  database: Database,
  andThen: (owner: Tx) => Promise<T>,
): Promise<T> {
  if (database.embedded) {
    await refuseNewer(database.owner)
    await migrateEmbedded(database.embedded, readMigrationFiles({ migrationsFolder }))
    return andThen(database.owner)
  }
  const url = database.migrateUrl as string
  const connection = singleConnection(url)
  try {
    await refuseUnusable(connection, new URL(url).host)
    const single = drizzle(connection, { casing: 'snake_case' })
    return await inTurn(url, async () => {
      await refuseNewer(single)
      if (await mayMigrate(single)) {
        await migrateOver(connection, readMigrationFiles({ migrationsFolder })).catch(explainRefusal)
        await admit(single, database)
      } else await refuseOlder(single)
      return andThen(single)
    })
  } finally {
    await connection.end()
  }
}

/** Does something in one transaction as the owner of the tables, in a database of this release; `CannotStart` elsewhere. */
export async function asOwner<T>(database: Database, work: (owner: Tx) => Promise<T>): Promise<T> {
  const inOne = async (owner: Tx) => {
    await refuseNewer(owner)
    await refuseOlder(owner)
    return owner.transaction(work)
  }
  if (database.embedded) return inOne(database.owner)
  const connection = singleConnection(database.migrateUrl as string)
  try {
    const single = drizzle(connection, { casing: 'snake_case' })
    if (!(await mayMigrate(single)))
      throw new CannotStart(
        'The user does not own the tables: set MIGRATE_DATABASE_URL, as for npm run migrate.',
      )
    return await inOne(single)
  } finally {
    await connection.end()
  }
}

async function migrateOver(connection: postgres.Sql, migrations: readonly MigrationMeta[]): Promise<void> {
  await connection.begin((tx) =>
    runMigrations(
      {
        run: (statements) => tx.unsafe(statements),
        query: (statement, parameters) => tx.unsafe(statement, parameters as string[]),
      },
      migrations,
    ),
  )
}

/** One process at a time; the lock is that of a transaction, because a pooler keeps those of a session for somebody else. */
async function inTurn<T>(url: string, work: () => Promise<T>): Promise<T> {
  const turn = singleConnection(url)
  try {
    const done = await turn.begin(async (tx) => {
      await tx`select set_config('idle_in_transaction_session_timeout', '0', true), pg_advisory_xact_lock(${LOCK})`
      return { result: await work() }
    })
    return done.result as T
  } finally {
    await turn.end()
  }
}

/** Whether this user owns the tables, or nothing has been made yet. */
async function mayMigrate(db: Tx): Promise<boolean> {
  const [found] = await db.select({ may: sql<boolean>`may` }).from(
    sql`(select to_regrole(${ownerRole}) is null or to_regclass('public.organisations') is null
        or pg_has_role(current_user, to_regrole(${ownerRole}), 'member')
        or pg_has_role(current_user, (select relowner from pg_class where oid = to_regclass('public.organisations')), 'member')
        as may) as found`,
  )
  return found!.may
}

/** Lets the service's own user take its roles, where migrations have another one. */
async function admit(db: Tx, { url, migrateUrl }: Database): Promise<void> {
  const user = userOf(url)
  if (user === userOf(migrateUrl) || user === null) return
  for (const role of databaseRoles) {
    const [found] = await db
      .select({ isMember: sql<boolean>`is_member` })
      .from(sql`(select pg_has_role(${user}, ${role}, 'member') as is_member) as found`)
    if (!found!.isMember)
      await db.execute(sql`grant ${sql.identifier(role)} to ${sql.identifier(user)}`).catch(explainRefusal)
  }
}

export function userOf(url: string | null): string | null {
  return url ? decodeURIComponent(new URL(url).username) || null : null
}

/** Whoever may not do what a migration does hears what, and where it stands how to let them. */
function explainRefusal(cause: unknown): never {
  if (sqlState(cause) !== '42501') throw cause
  const { message } = cause instanceof Error && cause.cause instanceof Error ? cause.cause : (cause as Error)
  throw new CannotStart(
    `The user may not migrate the database (${message}): "Database" in docs/operate.md says what they need.`,
    { cause },
  )
}

async function refuseOlder(db: Tx): Promise<void> {
  if ((await newestApplied(db)) < newestHere()) {
    throw new CannotStart(
      'The database is of an earlier release: run npm run migrate first, as the user who owns it (MIGRATE_DATABASE_URL).',
    )
  }
}

/** Brings the database as far as the migration of a time, in milliseconds as the journal has it; to the last one. */
export async function migrateTo(database: Database, newest = Number.POSITIVE_INFINITY): Promise<void> {
  const { entries, ...journal } = readJournal()
  const wanted = entries.filter(({ when }) => when <= newest)
  const cut = mkdtempSync(join(tmpdir(), 'migrations-'))
  try {
    mkdirSync(join(cut, 'meta'))
    writeFileSync(join(cut, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: wanted }))
    for (const { tag } of wanted) copyFileSync(join(folderOfRelease, `${tag}.sql`), join(cut, `${tag}.sql`))
    await migrateFrom(cut, database, async () => {})
  } finally {
    rmSync(cut, { recursive: true, force: true })
  }
}

/** The migrations of this release, as a database keeps that it has run them. */
export function knownMigrations(): { hash: string; when: number }[] {
  return readMigrationFiles({ migrationsFolder: folderOfRelease }).map(({ hash, folderMillis }) => ({
    hash,
    when: folderMillis,
  }))
}

type Journal = { entries: { tag: string; when: number }[] }

const readJournal = () => JSON.parse(readFileSync(`${folderOfRelease}/meta/_journal.json`, 'utf8')) as Journal

async function refuseUnusable(connection: postgres.Sql, host: string): Promise<void> {
  const [row] = await connection`select current_setting('server_version_num')::int as version`.catch(
    (cause: Error) => {
      throw new CannotStart(`The database at ${host} cannot be used: ${cause.message}`, { cause })
    },
  )
  if (row?.version < 150_000) throw new CannotStart('PostgreSQL 15 or newer is needed.')
}

const newestHere = () => Math.max(...readJournal().entries.map(({ when }) => when))

async function refuseNewer(db: Tx): Promise<void> {
  const known = db
    .select({ exists: sql<boolean>`to_regclass('drizzle.__drizzle_migrations') is not null` })
    .from(sql`(select 1) as one`)
  if (!(await known)[0]?.exists) return
  if ((await newestApplied(db)) > newestHere()) {
    throw new CannotStart(
      'The database was migrated by a newer release of this service. Start that release instead.',
    )
  }
}

async function newestApplied(db: Tx): Promise<number> {
  const [applied] = await db
    .select({ newest: sql<string | null>`max(created_at)` })
    .from(sql`drizzle.__drizzle_migrations`)
  return Number(applied?.newest ?? 0)
}
