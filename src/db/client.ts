import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as overPostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Config } from '../config.ts'
import { connectionsOf } from './connection/connections.ts'
import { nothingNamed, repeatedNamed } from './connection/named-statements.ts'
import { type Pooler, poolerAt } from './connection/pooler.ts'
import { type Reach, reachOf } from './connection/reach.ts'
import { openFolder } from './embedded/open-folder.ts'
import { lockFolder } from './folder-lock.ts'

/** Queries, inside a transaction or outside of one. */
export type Tx = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** How long one statement may take, and how long it may wait for a lock, in milliseconds. */
export type Patience = { statement: number; lock: number }

/** Somebody waits for the answer to a request. */
const ofRequests: Patience = { statement: 15_000, lock: 8_000 }
const ofJobs: Patience = { statement: 120_000, lock: 30_000 }

/** The same database, for what nobody waits for. */
export const forJobs = (database: Database): Database => ({ ...database, patience: ofJobs })

export type Database = {
  /** Runs as the owner of the tables: for starting, jobs and migrations only. Requests go through `db/tenancy.ts`. */
  owner: Tx
  /** Connections that have the strangers' rights for good, so that a look-up is one statement: by their role, or of a login
   * of theirs. None when embedded, or behind a pooler without such a login, where each takes the role in a transaction. */
  publicReader: Tx | null
  embedded: PGlite | null
  patience: Patience
  url: string | null
  /** Null when embedded, which is in the same process. */
  reach: Reach | null
  /** As whom the database is migrated: `url` where that is nobody else. */
  migrateUrl: string | null
  close(): Promise<void>
}

type OnStatement = (statement: string, parameters: unknown[]) => void

/**
 * Connects to `DATABASE_URL`, or opens the embedded database, which one process at a time may hold. `onStatement` is told
 * of every statement that is sent to PostgreSQL, and of its parameters.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databasePool' | 'dataDir'> &
    Partial<Pick<Config, 'migrateDatabaseUrl' | 'publicDatabaseUrl' | 'databasePooler'> & Limits & New>,
  onStatement?: OnStatement,
): Promise<Database> {
  const { databaseUrl } = config
  if (!databaseUrl) return openEmbedded(join(config.dataDir, 'database'), config.migrationsFolder)
  const pooler = config.databasePooler ?? (await poolerAt(databaseUrl))
  return openPostgres(databaseUrl, pooler, config, onStatement)
}

type PostgresConfig = Pick<Config, 'databasePool'> &
  Partial<Pick<Config, 'migrateDatabaseUrl' | 'publicDatabaseUrl'> & Limits>

/** `silentAfterMs`: after how many milliseconds without an answer the server counts as away. */
type Limits = { silentAfterMs: number; patience: Patience }

/** `migrationsFolder`: with which migrations an embedded database is made where there is none. */
type New = { migrationsFolder: string }

function openPostgres(
  url: string,
  pooler: Pooler,
  {
    databasePool: max,
    migrateDatabaseUrl,
    publicDatabaseUrl,
    silentAfterMs,
    patience = ofRequests,
  }: PostgresConfig,
  onStatement?: OnStatement,
): Database {
  const isDirect = pooler === 'none'
  const debug =
    onStatement && ((_connection: number, ...sent: Parameters<OnStatement>) => onStatement(...sent))
  const options = {
    max,
    connect_timeout: 5,
    prepare: isDirect,
    onnotice: () => {},
    ...(debug ? { debug } : {}),
  }
  // For what is asked outside of a transaction; within one, each transaction says so itself. A pooler would refuse it.
  const asked = isDirect ? { statement_timeout: patience.statement, lock_timeout: patience.lock } : {}
  const reach = reachOf(url, silentAfterMs)
  void reach.isAnswering()
  const pool = (at: string, more: { role?: string }) =>
    connectionsOf(
      (onclose) =>
        postgres(at, {
          ...options,
          onclose,
          connection: { application_name: 'recognition', ...asked, ...more },
        }),
      isDirect ? repeatedNamed : () => nothingNamed,
      reach,
    )
  const sql = pool(url, {})
  const strangers =
    isDirect || publicDatabaseUrl
      ? pool(publicDatabaseUrl ?? url, isDirect ? { role: 'dcr_public' } : {})
      : null
  return {
    owner: overPostgres(sql, { casing: 'snake_case' }),
    publicReader: strangers && overPostgres(strangers, { casing: 'snake_case' }),
    embedded: null,
    patience,
    url,
    reach,
    migrateUrl: migrateDatabaseUrl ?? url,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), strangers?.end({ timeout: 5 }), reach.close()])
    },
  }
}

async function openEmbedded(folder: string, migrationsFolder?: string): Promise<Database> {
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.R_OK | constants.W_OK)
  const unlock = lockFolder(folder)
  const pglite = await openFolder(folder, migrationsFolder).catch((error) => {
    unlock()
    throw error
  })
  // Loaded where it is used: most run on PostgreSQL.
  const { drizzle: overPglite } = await import('drizzle-orm/pglite')
  return {
    owner: overPglite(pglite, { casing: 'snake_case' }),
    publicReader: null,
    embedded: pglite,
    patience: ofRequests,
    url: null,
    reach: null,
    migrateUrl: null,
    async close() {
      await pglite.close()
      unlock()
    },
  }
}

/** Asks something of the database outside of a transaction; rejects within a second once it does not answer. */
export function askWithin<T>({ reach }: Database, ask: () => Promise<T>): Promise<T> {
  if (!reach) return ask()
  reach.assertWithin()
  return reach.watch(ask(), () => {})
}

/** Whether the database answers within a second: whoever asks does not wait for one that is gone. */
export async function isAnswering({ owner, reach }: Database): Promise<boolean> {
  if (reach) return reach.isAnswering()
  return owner.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
}
