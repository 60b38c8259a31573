import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeBackup } from '../../src/custody/backups/write-backup.ts'
import { numberLedger } from '../../src/custody/ledger/store.ts'
import { given } from '../setup/given.ts'
import { embeddedWorld } from '../setup/pglite.ts'
import { type Postgres, startPostgres } from '../setup/postgres.ts'
import { run, startService, temporaryFolder, whenReady } from '../setup/process.ts'

type Settings = Record<string, string>

/** Runs a command to its end. */
async function command(name: string, settings: Settings, ...args: string[]) {
  const process = run(`commands/${name}.ts`, settings, undefined, args)
  return { code: await process.exited, said: process.output() }
}

/** What is in a backup, entry by entry: the order of rows may differ between two of the same. */
const evidenceOf = (data: string) =>
  readdirSync(join(data, 'evidence'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[0-9a-f]{64}$/.test(name))
    .sort()

describe('a backup', { timeout: 300_000 }, () => {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.path, name)
  const first = at('first.backup')
  let cluster: Postgres
  let admin: postgres.Sql
  let number: string
  let data: string

  beforeAll(async () => {
    // A cluster that nothing was ever restored into: it has none of the roles.
    cluster = await startPostgres()
    admin = postgres(cluster.url, { max: 1, onnotice: () => {} })
    const { world, config } = await embeddedWorld()
    const certificate = await given(world).certificate()
    await given(world).certificate()
    number = String(certificate.number)
    data = config.dataDir
    await numberLedger(world.services.db.owner)
    const { manifest, missing } = await writeBackup(
      world.services.db,
      world.services.storage,
      first,
      new Date('2026-11-28T02:00:00Z'),
    )
    expect(missing).toEqual([])
    expect(manifest.tables.certificates?.rows).toBe(2)
    expect(manifest.evidence.files).toBe(evidenceOf(data).length)
    expect(Number(manifest.ledger.position)).toBeGreaterThan(0)
  })
  afterAll(async () => {
    await admin.end()
    await cluster.stop()
    folder[Symbol.dispose]()
  })

  /** Settings of a service elsewhere, which was given the secret of the first one and nothing else. */
  function elsewhere(name: string, databaseUrl?: string): Settings & { DATA_DIR: string } {
    mkdirSync(at(name))
    cpSync(join(data, 'key-secret'), join(at(name), 'key-secret'))
    return { DATA_DIR: at(name), ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  }

  async function newDatabase(name: string): Promise<string> {
    await admin.unsafe(`create database ${name}`)
    return cluster.url.replace(/postgres$/, name)
  }

  const rolesThere = async () =>
    (await admin`select rolname from pg_roles where rolname like 'dcr\\_%'`).map(({ rolname }) => rolname)

  test('goes from the embedded database into PostgreSQL and back, and the certificates are the same', async () => {
    expect(await rolesThere()).toEqual([])
    const onPostgres = elsewhere('postgres', await newDatabase('restored'))
    const there = await command('restore', onPostgres, '--from', first)
    expect(there.said).toMatch(
      /^Restored: \d+ rows, \d+ files of evidence, the ledger up to position \d+\.\nThe keys open\. /,
    )
    expect(there.code).toBe(0)
    expect(await rolesThere()).toContain('dcr_app')
    expect(evidenceOf(onPostgres.DATA_DIR)).toEqual(evidenceOf(data))

    const second = at('second.backup')
    expect((await command('backup', onPostgres, '--to', second)).code).toBe(0)
    expect(statSync(second).mode & 0o077).toBe(0)
    expect(manifestOf(second)).toEqual(manifestOf(first))
    const checked = await command('check-certificates', onPostgres)
    expect(checked.said).toContain('2 certificates checked, 0 faults.')

    const embedded = elsewhere('embedded')
    const back = await command('restore', embedded, '--from', second)
    expect(back.code, back.said).toBe(0)
    const third = at('third.backup')
    const again = await command('backup', embedded, '--to', third)
    expect(again.code, again.said).toBe(0)
    expect(manifestOf(third)).toEqual(manifestOf(first))
    expect(JSON.parse(readFileSync(join(embedded.DATA_DIR, 'database.backup'), 'utf8')).file).toBe(third)
    expect((await command('check-certificates', embedded)).said).toContain(
      '2 certificates checked, 0 faults.',
    )

    const service = await startService({ ...onPostgres, PUBLIC_URL: 'https://recognition.example' })
    await whenReady(service.url)
    expect(service.output()).not.toContain('First start.')
    await service.stop()
  })

  test('does not go into a database that holds something, nor over a file', async () => {
    const used = elsewhere('used', await newDatabase('used'))
    expect((await command('migrate', used)).code).toBe(0)
    const refused = await command('restore', used, '--from', first)
    expect(refused).toEqual({
      code: 1,
      said: 'The database is not empty. A backup is restored into an empty one.\n',
    })
    expect(await command('backup', used, '--to', first)).toEqual({
      code: 1,
      said: `${first} is there already.\n`,
    })
  })

  test('that was cut off or changed is refused in one sentence, with nothing written', async () => {
    const bytes = readFileSync(first)
    const cut = at('cut.backup')
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2))
    const plain = gunzipSync(bytes)
    // A letter of a name that stands in the rows.
    const place = plain.indexOf('Learner\t')
    expect(place).toBeGreaterThan(0)
    plain[place] = 'F'.charCodeAt(0)
    const changed = at('changed.backup')
    writeFileSync(changed, gzipSync(plain))
    const other = at('other.backup')
    writeFileSync(other, gzipSync('no archive'))
    const url = await newDatabase('untouched')
    const settings = elsewhere('untouched', url)
    for (const file of [cut, changed, other]) {
      const { code, said } = await command('restore', settings, '--from', file)
      expect(said).toMatch(/^The backup .* Nothing was restored\.\n$/)
      expect(code).toBe(1)
    }
    const look = postgres(url, { max: 1 })
    expect(await look`select 1 from pg_class where relnamespace = 'public'::regnamespace`).toHaveLength(0)
    await look.end()
    expect(existsSync(join(settings.DATA_DIR, 'evidence'))).toBe(false)
  })

  test('names evidence whose file is gone or has other bytes, and holds all else', async () => {
    const settings = elsewhere('lossy', await newDatabase('lossy'))
    expect((await command('restore', settings, '--from', first)).code).toBe(0)
    const [changed] = evidenceOf(settings.DATA_DIR)
    writeFileSync(join(settings.DATA_DIR, 'evidence', changed!), 'other bytes')
    const to = at('lossy.backup')
    const { code, said } = await command('backup', settings, '--to', to)
    expect(said).toContain(`missing  evidence ${changed!.slice(-64)}\n`)
    expect(code).toBe(1)
    expect(manifestOf(to).tables).toEqual(manifestOf(first).tables)
  })

  test('a database that was restored without its roles does not say that it is ready', async () => {
    const url = await newDatabase('without_roles')
    const settings = elsewhere('without_roles', url)
    expect((await command('restore', settings, '--from', first)).code).toBe(0)
    const service = await startService(settings)
    const ready = async () => {
      const answer = await fetch(`${service.url}/readyz`)
      return [answer.status, await answer.json()]
    }
    expect((await ready())[0]).toBe(200)
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    await sql.unsafe('drop owned by dcr_public')
    expect(await ready()).toEqual([503, { status: 'unavailable', missing: ['policies', 'grants'] }])
    await sql.unsafe('delete from drizzle.__drizzle_migrations where created_at > 1795244199997')
    expect(await ready()).toEqual([
      503,
      { status: 'unavailable', missing: ['migrations', 'policies', 'grants'] },
    ])
    await sql.end()
    await service.stop()
    expect(number).toBeTruthy()
  })
})

/** The manifest of a backup, which is its last entry. */
function manifestOf(file: string): { tables: object; ledger: object; evidence: object } {
  const plain = gunzipSync(readFileSync(file))
  const start = plain.lastIndexOf('manifest.json')
  const size = Number.parseInt(plain.toString('latin1', start + 124, start + 135), 8)
  const { about, ...manifest } = JSON.parse(plain.toString('utf8', start + 512, start + 512 + size))
  expect(about).toBe(createHash('sha256').update(firstOf(plain)).digest('hex'))
  return manifest
}

function firstOf(plain: Buffer): Buffer {
  const size = Number.parseInt(plain.toString('latin1', 124, 135), 8)
  return plain.subarray(512, 512 + size)
}
