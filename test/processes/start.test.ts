import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import {
  emptyDatabase,
  firstClientIn,
  run,
  startService,
  temporaryFolder,
  tokenOf,
  whenReady,
} from '../setup/process.ts'

const json = async (response: Response) =>
  (await response.json()) as Record<string, Record<string, unknown>[]>

describe('a first start without any setting', () => {
  const folder = temporaryFolder()
  let client: { id: string; secret: string }
  let running: Awaited<ReturnType<typeof startService>>
  afterAll(() => folder[Symbol.dispose]())

  test('makes keys, one organisation and one client under ./data, and leaves its secret in a file, in no log', async () => {
    const first = await startService({}, folder.path)
    client = firstClientIn(first.output())
    const authorization = `Bearer ${await tokenOf(first.url, client)}`
    const directory = await json(await fetch(`${first.url}/v1/organisations`, { headers: { authorization } }))
    const clients = await json(await fetch(`${first.url}/v1/clients`, { headers: { authorization } }))
    const audit = await json(await fetch(`${first.url}/v1/audit`, { headers: { authorization } }))
    const keys = await json(await fetch(`${first.url}/.well-known/jwks.json`))
    expect(directory.items).toHaveLength(1)
    expect(clients.items).toHaveLength(1)
    expect(keys.keys).toHaveLength(2)
    expect(audit.items?.map((line) => line.action)).toEqual(['organisation.register', 'client.register'])
    expect(JSON.stringify(clients)).not.toContain(client.secret)
    expect(existsSync(join(folder.path, 'data/database'))).toBe(true)
    expect(statSync(join(folder.path, 'data/key-secret')).mode & 0o077).toBe(0)
    expect(first.output()).not.toContain(client.secret)
    const left = join(folder.path, 'data/first-client')
    expect(statSync(left).mode & 0o077).toBe(0)
    expect(await first.stop()).toBe(0)

    running = await startService({}, folder.path)
    expect(running.output()).not.toContain('First start')
    expect(firstClientIn(running.output()), 'told until the file is removed').toEqual(client)
    expect(await tokenOf(running.url, client)).toBeTruthy()
  })

  test('keeps its database from a second process, which is told who holds it, and frees it when it is killed', async () => {
    const second = run('server.ts', {}, folder.path)
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain(`is in use by process ${running.child.pid}`)
    expect(second.output()).not.toMatch(/\n\s+at /)
    await running.stop('SIGKILL')
    const third = await startService({}, folder.path)
    expect(await tokenOf(third.url, client)).toBeTruthy()
    expect(await third.stop()).toBe(0)
    expect(existsSync(join(folder.path, 'data/database.lock'))).toBe(false)
  })

  test('leaves the secret also when it is the migration or the worker that starts first', async () => {
    await using database = await emptyDatabase()
    using data = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: data.path }
    const migration = run('commands/migrate.ts', env)
    expect(await migration.exited).toBe(0)
    const printed = firstClientIn(migration.output())
    expect(migration.output()).toContain('The database is up to date.')
    const service = await startService(env)
    expect(service.output()).not.toContain('First start')
    expect(await tokenOf(service.url, printed)).toBeTruthy()
    await service.stop()
  })
})

describe('processes on PostgreSQL', () => {
  test('that start together on an empty database migrate it once and make one first client', async () => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path }
    const services = await Promise.all([startService(env), startService(env), startService(env)])
    const printed = services.filter((one) => one.output().includes('First start'))
    expect(printed).toHaveLength(1)
    const [count] = await database.sql`select (select count(*)::int from organisations) as organisations,
      (select count(*)::int from clients) as clients, (select count(*)::int from signing_keys) as keys`
    expect(count).toEqual({ organisations: 1, clients: 1, keys: 3 })
    const client = firstClientIn(printed[0]!.output())
    const token = await tokenOf(services[0]!.url, client)
    for (const { url } of services) {
      // Each has an address of its own here; behind one PUBLIC_URL a token of one counts at all of them.
      await whenReady(url)
    }
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${services[1]!.url}/v1/organisations`, { headers })).status).toBe(200)
    for (const service of services) expect(await service.stop()).toBe(0)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that are ended by %s while the first client is being committed leave one whose secret is known',
    async (signal) => {
      await using database = await emptyDatabase()
      using folder = temporaryFolder()
      const env = { DATABASE_URL: database.url, DATA_DIR: folder.path }
      expect(await run('commands/migrate.ts', env).exited).toBe(0)
      await database.sql`truncate organisations cascade`
      rmSync(join(folder.path, 'first-client'))
      await database.sql`create function take_long() returns trigger language plpgsql
        as 'begin perform pg_sleep(2); return null; end'`
      await database.sql`create constraint trigger take_long after insert on organisations
        deferrable initially deferred for each row execute function take_long()`
      const starting = run('server.ts', env)
      const isCommitting = async () => {
        const [found] = await database.sql`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event = 'PgSleep'`
        return found!.n
      }
      await expect.poll(isCommitting, { timeout: 30_000, interval: 50 }).toBe(1)
      starting.child.kill(signal)
      await starting.exited
      expect(starting.child.signalCode).toBe(signal)
      await expect.poll(isCommitting, { timeout: 10_000 }).toBe(0)
      await database.sql`drop trigger take_long on organisations`
      const again = await startService(env)
      expect(await tokenOf(again.url, firstClientIn(again.output()))).toBeTruthy()
      await again.stop()
    },
  )

  test('refuse a database that a newer release has migrated, in one sentence', async () => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path }
    expect(await run('commands/migrate.ts', env).exited).toBe(0)
    await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`
    const late = run('server.ts', env)
    expect(await late.exited).toBe(1)
    expect(late.output().trim()).toBe(
      'The database was migrated by a newer release of this service. Start that release instead.',
    )
  })

  test('refuse keys that were encrypted with another secret, in one sentence', async () => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path }
    expect(await run('commands/migrate.ts', { ...env, KEY_SECRET: 'a'.repeat(32) }).exited).toBe(0)
    const other = run('server.ts', { ...env, KEY_SECRET: 'b'.repeat(32) })
    expect(await other.exited).toBe(1)
    expect(other.output()).toMatch(/^The keys in the database do not open with this KEY_SECRET/)
    expect(other.output()).not.toMatch(/\n\s+at /)
  })

  test('say in one sentence that the database is not there', async () => {
    using folder = temporaryFolder()
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATA_DIR: folder.path }
    const service = run('server.ts', env)
    expect(await service.exited).toBe(1)
    expect(service.output()).toMatch(/^The database at 127\.0\.0\.1:1 cannot be used: .*\n$/)
  })
})

describe.concurrent('a process that is told to stop', () => {
  test('finishes the request it is at, then ends with 0', async ({ expect }) => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const service = await startService({ DATABASE_URL: database.url, DATA_DIR: folder.path })
    const { id, secret } = firstClientIn(service.output())
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id: id, client_secret: secret })
    const half = beginPost(service.url, body)
    await pause(200)
    service.child.kill('SIGTERM')
    await pause(300)
    half.finish()
    expect(await half.status).toBe(200)
    expect(await service.exited).toBe(0)
  })

  test('is gone within 10 s even if a client never lets go', async ({ expect }) => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const service = await startService({ DATABASE_URL: database.url, DATA_DIR: folder.path })
    const half = beginPost(service.url, JSON.stringify({ grant_type: 'client_credentials' }))
    half.status.catch(() => {})
    await pause(200)
    const began = Date.now()
    await service.stop()
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('stops as a worker, too', async ({ expect }) => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const worker = run('worker.ts', { DATABASE_URL: database.url, DATA_DIR: folder.path })
    while (!worker.output().includes('worker started')) await pause(50)
    expect(await worker.stop()).toBe(0)
  })
})

describe('the scripts', () => {
  test.each([
    ['start', 'Server listening'],
    ['dev', 'Server listening'],
    ['worker', 'worker started'],
    ['migrate', 'The database is up to date.'],
  ])('npm run %s does what it says', async (script, said) => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { ...process.env, PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder.path }
    const child = spawn('npm', ['run', script], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise((done) => child.once('close', done))
    await new Promise<void>((done, reject) => {
      let output = ''
      child.stdout.on('data', (chunk) => {
        output += chunk
        if (output.includes(said)) done()
      })
      child.once('close', () => reject(new Error(output)))
    })
    // npm, its shell and the service are one group, which is ours alone.
    if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGTERM')
    await ended
  })

  test.each(['start', 'worker'])('npm run %s ends the service when it is ended itself', async (script) => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { ...process.env, PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder.path }
    const child = spawn('npm', ['run', script], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise((done) => child.once('close', done))
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    await expect.poll(() => output, { timeout: 60_000 }).toMatch(/Server listening|worker started/)
    const connected = async () => {
      const [found] = await database.sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and application_name = 'recognition'`
      return found!.n
    }
    expect(await connected()).toBeGreaterThan(0)
    child.kill('SIGTERM')
    await expect.poll(connected, { timeout: 30_000 }).toBe(0)
    await ended
  })

  test('start, worker and migrate read .env where there is one', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const name of ['start', 'dev', 'worker', 'migrate'])
      expect(scripts[name], name).toContain('--env-file-if-exists=.env')
  })
})

/** A POST to the token endpoint whose body is sent half, so that the server is at it until `finish`. */
function beginPost(url: string, body: string): { finish(): void; status: Promise<number | undefined> } {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const sending = request(`${url}/oauth/token`, { method: 'POST', headers })
  const status = new Promise<number | undefined>((done, reject) => {
    sending.on('response', (answer) => {
      answer.resume()
      done(answer.statusCode)
    })
    sending.on('error', reject)
  })
  sending.write(body.slice(0, 10))
  return { finish: () => sending.end(body.slice(10)), status }
}
