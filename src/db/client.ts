import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as overPglite } from 'drizzle-orm/pglite'
import { drizzle as overPostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Config } from '../config.ts'
import { damaged, refuseHalf } from './damage.ts'
import { lockFolder } from './folder-lock.ts'
import { nameRepeated } from './named-statements.ts'

/** Queries, inside a transaction or outside of one. */
export type Tx = PgDatabase<PgQueryResultHKT, Record<string, never>>

export type Database = {
  /** Runs as the owner of the tables: for starting, jobs and migrations only. Requests go through `db/tenancy.ts`. */
  owner: Tx
  /** Connections that have the strangers' role for good, so that a look-up is one round trip; none when embedded. */
  publicReader: Tx | null
  embedded: PGlite | null
  url: string | null
  close(): Promise<void>
}

/**
 * Connects to `DATABASE_URL`, or opens the embedded database, which one process at a time may hold. `onStatement` is told
 * of every statement that is sent to PostgreSQL.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databasePool' | 'dataDir'>,
  onStatement?: (statement: string) => void,
): Promise<Database> {
  return config.databaseUrl
    ? openPostgres(config.databaseUrl, config.databasePool, onStatement)
    : openEmbedded(join(config.dataDir, 'database'))
}

function openPostgres(url: string, max: number, onStatement?: (statement: string) => void): Database {
  const connection = { application_name: 'recognition' }
  const debug = onStatement && ((_connection: number, statement: string) => onStatement(statement))
  const options = { max, onnotice: () => {}, ...(debug ? { debug } : {}) }
  const sql = nameRepeated(postgres(url, { ...options, connection }))
  const strangers = nameRepeated(
    postgres(url, { ...options, connection: { ...connection, role: 'dcr_public' } }),
  )
  return {
    owner: overPostgres(sql, { casing: 'snake_case' }),
    publicReader: overPostgres(strangers, { casing: 'snake_case' }),
    embedded: null,
    url,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), strangers.end({ timeout: 5 })])
    },
  }
}

async function openEmbedded(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.R_OK | constants.W_OK)
  const unlock = lockFolder(folder)
  const pglite = await openFolder(folder).catch((error) => {
    unlock()
    throw error
  })
  return {
    owner: overPglite(pglite, { casing: 'snake_case' }),
    publicReader: null,
    embedded: pglite,
    url: null,
    async close() {
      await pglite.close()
      unlock()
    },
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  refuseHalf(folder)
  try {
    return await PGlite.create(folder)
  } catch (cause) {
    throw damaged(folder, cause)
  }
}

/** Whether the database answers within two seconds: whoever asks does not wait for one that is gone. */
export async function isAnswering(database: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2000)
  })
  const asked = database.owner.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
