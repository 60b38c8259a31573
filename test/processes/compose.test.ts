import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Postgres, startPostgres } from '../setup/postgres.ts'
import { run, startService, temporaryFolder, whenReady } from '../setup/process.ts'

const compose = readFileSync('docker-compose.yml', 'utf8').replace(/\$\{\w+:-(.*?)\}/g, '$1')

/** Of docker-compose.yml, what a service there is told of the database. */
function addressesOf(service: string): Record<string, string> {
  const [, block = ''] = new RegExp(`\\n {2}${service}:\\n([\\s\\S]*?)\\n {2}\\w`).exec(compose) ?? []
  return Object.fromEntries(
    [...block.matchAll(/^ {6}(\w*DATABASE_URL): (.*)$/gm)].map(([, name, url]) => [name, url]),
  )
}

/** The SQL that a new volume begins with. */
const [, users = ''] = /\n {2}users:\n {4}content: \|\n((?: {6}.*\n)+)/.exec(compose) ?? []

/** The SQL that docs/operate.md has operators type for a volume of one user. */
const [, taught = ''] =
  /\nA volume of an earlier docker-compose\.yml ([\s\S]*?)\nThe passwords are/.exec(
    readFileSync('docs/operate.md', 'utf8'),
  ) ?? []
const [asAdministrator = '', asMigrations = ''] = [...taught.matchAll(/```sql\n([\s\S]*?)```/g)].map(
  ([, statements]) => String(statements),
)

describe('the database that docker-compose.yml sets up', () => {
  const folder = temporaryFolder()
  let cluster: Postgres
  beforeEach(async () => {
    cluster = await startPostgres()
  })
  afterEach(() => cluster.stop())
  afterAll(() => folder[Symbol.dispose]())

  /** Runs what a person types, statement by statement as psql does. */
  async function typed(user: string, database: string, statements: string) {
    const url = new URL(cluster.url)
    url.username = user
    url.pathname = database
    const sql = postgres(url.href, { max: 1, onnotice: () => {} })
    for (const statement of statements.split(';').filter((part) => part.trim())) await sql.unsafe(statement)
    await sql.end()
  }

  const settingsOf = (service: string) => ({
    ...Object.fromEntries(
      Object.entries(addressesOf(service)).map(([name, url]) => [
        name,
        url.replace('database:5432', new URL(cluster.url).host),
      ]),
    ),
    DATA_DIR: folder.path,
  })

  async function bringUp() {
    const migrated = run('commands/migrate.ts', settingsOf('migrate'))
    expect(await migrated.exited, migrated.output()).toBe(0)
    const service = await startService(settingsOf('service'))
    const { separation } = await whenReady(service.url)
    await service.stop()
    return { separation, migrated: migrated.output() }
  }

  test('has a user for migrations, who makes the tables, and a service that owns nothing', async () => {
    expect(addressesOf('service')).not.toHaveProperty('MIGRATE_DATABASE_URL')
    await typed('postgres', 'postgres', users)
    const { separation, migrated } = await bringUp()
    expect(migrated).toContain('First start.')
    expect(separation).toBe('separated')
    expect((await bringUp()).separation).toBe('separated')
  })

  test('and that had one user for everything gets two, as docs/operate.md says, and what was there stays', async () => {
    // As the image makes it where POSTGRES_USER is recognition: that user is PostgreSQL's own administrator.
    await typed('postgres', 'postgres', 'create role maker superuser login')
    await typed('maker', 'postgres', 'alter role postgres rename to recognition')
    await typed('recognition', 'postgres', 'create database recognition; drop role maker')
    const earlier = await startService(settingsOf('service'))
    expect(earlier.output()).toContain('First start.')
    expect(await whenReady(earlier.url)).toMatchObject({ separation: 'not separated' })
    await earlier.stop()

    await typed('recognition', 'recognition', asAdministrator)
    await typed('recognition_migrations', 'recognition', asMigrations)
    const { separation, migrated } = await bringUp()
    expect(separation).toBe('separated')
    expect(migrated).not.toContain('First start.')
  })
})
