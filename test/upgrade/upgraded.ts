import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { inject } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openDatabase } from '../../src/db/client.ts'
import { start } from '../../src/start.ts'
import { afterwards } from '../setup/afterwards.ts'
import { withDatabase } from '../setup/database.ts'
import { type Clock, makeClient, publicUrl, type World, worldOf } from '../setup/world.ts'
import { type Release, readRelease } from './release.ts'

export type Upgraded = { world: World; release: Release }

/** The service that was left by a release, on PostgreSQL, started the next day as `npm start` starts this one. */
export async function upgradedOnPostgres(name: string): Promise<Upgraded> {
  const { release, database } = readRelease(name)
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  const fresh = `upgrade_${process.pid}_${Math.random().toString(36).slice(2)}`
  await admin.unsafe(`create database ${fresh}`)
  afterwards(async () => {
    await admin.unsafe(`drop database ${fresh} with (force)`)
    await admin.end()
  })
  const url = withDatabase(inject('postgresUrl'), fresh)
  const loading = postgres(url, { max: 1, onnotice: () => {} })
  await loading.unsafe(database)
  await loading.end()
  return startNextDay(release, newFolder(), { DATABASE_URL: url })
}

/** The same in the embedded database. */
export async function upgradedEmbedded(name: string): Promise<Upgraded> {
  const { release, database } = readRelease(name)
  const folder = newFolder()
  const loading = await openDatabase({ databaseUrl: null, databasePool: 1, dataDir: folder })
  await loading.embedded!.exec(database)
  await loading.close()
  return startNextDay(release, folder, {})
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recognition-upgrade-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function startNextDay(
  release: Release,
  folder: string,
  environment: Record<string, string>,
): Promise<Upgraded> {
  for (const [path, bytes] of Object.entries(release.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), Buffer.from(bytes, 'base64'))
  }
  const seal = join(folder, 'seal.pem')
  writeFileSync(seal, release.seal)
  const clock: Clock = {
    now: new Date(Date.parse(release.madeAt) + 86_400_000),
    advance(days) {
      this.now = new Date(this.now.getTime() + days * 86_400_000)
    },
  }
  const config = readConfig({
    ...environment,
    DATA_DIR: folder,
    PUBLIC_URL: publicUrl,
    KEY_SECRET: release.keySecret,
    ESEAL_FILE: seal,
    ESEAL_ORGANISATION: release.schools.school.id,
  })
  const started = await start(config, () => clock.now)
  afterwards(() => started.close())
  // Releases before this one knew no client of the tests' own.
  for (const school of Object.values(release.schools)) await makeClient(started.services, school)
  return { world: await worldOf(started.services, clock, release.schools), release }
}
