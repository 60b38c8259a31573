import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseRoles } from '../../src/db/schema/protect.ts'
import { type Postgres, startPostgres } from '../setup/postgres.ts'
import { firstClientIn, run, startService, temporaryFolder, tokenOf, whenReady } from '../setup/process.ts'

/** A cluster with one user for the service, who owns the database, and one for migrations, as operators have them. */
describe('the ownership of the tables', () => {
  const folder = temporaryFolder()
  let cluster: Postgres
  let admin: postgres.Sql
  const as = (user: string, database: string) => {
    const url = new URL(cluster.url)
    url.username = user
    url.pathname = database
    return url.href
  }
  const settings = (database: string, more: Record<string, string> = {}) => ({
    DATABASE_URL: as('recognition', database),
    DATA_DIR: `${folder.path}/${database}`,
    ...more,
  })
  const separation = async (url: string) => (await whenReady(url)).separation
  async function command(name: string, env: Record<string, string>) {
    const child = run(`commands/${name}.ts`, env)
    return { code: await child.exited, said: child.output() }
  }

  beforeAll(async () => {
    cluster = await startPostgres()
    admin = postgres(cluster.url, { max: 1, onnotice: () => {} })
    await admin.unsafe('create role recognition login createrole')
    await admin.unsafe('create role migrations login createrole')
    await admin.unsafe('create database kept owner recognition')
    await admin.unsafe('create database fresh owner migrations')
  })
  afterAll(async () => {
    await admin.end()
    await cluster.stop()
    folder[Symbol.dispose]()
  })

  test('is handed over while the service runs: it goes on, and a new one starts, as a user who owns nothing', async () => {
    const env = settings('kept')
    const earlier = await startService(env)
    const client = firstClientIn(earlier.output())
    expect(await separation(earlier.url)).toBe('not separated')
    expect(earlier.output()).toContain('not separated: the user of DATABASE_URL owns the tables')
    const none = await command('hand-over', env)
    expect(none.said).toMatch(/^Set MIGRATE_DATABASE_URL: .*\n$/)
    expect(none.code).toBe(1)

    const handed = await command('hand-over', { ...env, MIGRATE_DATABASE_URL: as('postgres', 'kept') })
    expect(handed).toEqual({
      code: 0,
      said: 'The user of DATABASE_URL and the owner of the tables are separated.\n',
    })
    expect(await separation(earlier.url)).toBe('separated')
    const later = await startService(env)
    expect(await separation(later.url)).toBe('separated')
    expect(later.output()).not.toContain('not separated')
    for (const { url } of [earlier, later]) {
      const headers = {
        authorization: `Bearer ${await tokenOf(url, client)}`,
        'content-type': 'application/json',
        'idempotency-key': url,
      }
      const body = JSON.stringify({ name: 'Client Two', scopes: ['read'] })
      expect((await fetch(`${url}/v1/clients`, { method: 'POST', headers, body })).status).toBe(201)
    }
    // The jobs of both have had their turn, and what they number is numbered.
    const sql = postgres(as('postgres', 'kept'), { max: 1 })
    while ((await sql`select 1 from ledger where position is null`).length > 0) await pause(100)
    await sql.end()
    for (const service of [earlier, later]) {
      await service.stop()
      expect(service.output()).not.toContain('a job failed')
    }
    for (const name of ['check-certificates', 'migrate'])
      expect((await command(name, env)).code, name).toBe(0)
  })

  test('is with the user for migrations from the first migration on, without whom nothing is migrated', async () => {
    const env = settings('fresh')
    // The roles are of the cluster, where the first database has them.
    await admin.unsafe(`grant dcr_owner, ${databaseRoles.join(', ')} to migrations with admin option`)
    const early = await command('migrate', env)
    expect(early.code).toBe(1)
    expect(early.said).toMatch(/^The user may not migrate the database \(.*\): .*\n$/)
    const migrated = await command('migrate', { ...env, MIGRATE_DATABASE_URL: as('migrations', 'fresh') })
    expect(migrated.said).toContain('The database is up to date.')
    expect(migrated.code).toBe(0)
    const service = await startService(env)
    expect(await separation(service.url)).toBe('separated')
    await service.stop()
    const sql = postgres(as('postgres', 'fresh'), { max: 1 })
    await sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`
    await sql.end()
    const behind = run('server.ts', env)
    expect(await behind.exited).toBe(1)
    expect(behind.output()).toMatch(/^The database is of an earlier release: .*MIGRATE_DATABASE_URL\)\.\n$/)
  })
})
