import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { inject, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/start.ts'
import { ec, newSealPem, subject } from '../certification/certificates/credentials/seals.ts'
import { afterwards } from '../setup/afterwards.ts'
import { withDatabase } from '../setup/database.ts'
import { publicUrl, today, worldOver } from '../setup/world.ts'
import { dumpRows } from './dump.ts'
import { makeCases } from './make-cases.ts'
import type { Release } from './release.ts'

const keySecret = 'a secret that protects nothing but the keys of this release'

/** Run once for a release, by its own code: RELEASE=release-0.2 npx vitest run --project release. */
test('the database of a release is kept, with what was known of it outside', async () => {
  const name = process.env.RELEASE
  if (!name) throw new Error('RELEASE says what the files are to be called.')
  const folder = mkdtempSync(join(tmpdir(), 'release-'))
  const database = `release_${process.pid}`
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${database}`)
  const DATABASE_URL = withDatabase(inject('postgresUrl'), database)
  const clock = { now: new Date(today), advance() {} }
  const settings = { DATABASE_URL, DATA_DIR: folder, PUBLIC_URL: publicUrl, KEY_SECRET: keySecret }
  const started = await start(readConfig(settings), () => clock.now)
  afterwards(async () => {
    await started.close()
    await admin.unsafe(`drop database ${database} with (force)`)
    await admin.end()
  })
  const world = await worldOver(started.services, clock)
  const { key, certificate } = newSealPem(ec('P-256'), subject)
  const seal = `${key}${certificate}`
  const release: Release = {
    madeAt: today,
    migrations: readJournal(),
    keySecret,
    seal,
    schools: { school: world.school, host: world.host, stranger: world.stranger },
    client: started.firstClient!,
    ...(await makeCases(world, seal)),
    files: readFiles(folder, 'evidence'),
  }
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(release, null, 1)}\n`)
  const rows = await dumpRows(world.services.db.owner)
  writeFileSync(new URL(`${name}.sql.gz`, import.meta.url), gzipSync(rows, { level: 9 }))
})

function readJournal(): string[] {
  const journal = readFileSync(new URL('../../migrations/meta/_journal.json', import.meta.url), 'utf8')
  return (JSON.parse(journal) as { entries: { tag: string }[] }).entries.map(({ tag }) => tag)
}

function readFiles(folder: string, below: string): Record<string, string> {
  const found = readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('base64')]),
  )
}
