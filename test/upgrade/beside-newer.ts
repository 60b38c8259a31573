import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/start.ts'
import { type Case, given } from '../setup/given.ts'
import { today, type World, worldOver } from '../setup/world.ts'
import { carryOn } from './carry-on.ts'

/**
 * Carried out in the folder of an earlier release, whose code it calls. While it runs, the release in `NEWER` migrates its
 * database and takes the tables from its user.
 */
let world: World
let left: Case
let close: () => Promise<void>

const planned = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]

function newer(command: string): string {
  const env = { ...process.env, MIGRATE_DATABASE_URL: String(process.env.ADMIN_URL) }
  const entry = `${process.env.NEWER}/src/commands/${command}.ts`
  return execFileSync(process.execPath, [entry], { env, encoding: 'utf8' })
}

beforeAll(async () => {
  const clock = { now: new Date(today), advance() {} }
  const started = await start(readConfig(process.env), () => clock.now)
  close = started.close
  world = await worldOver(started.services, clock)
  left = await given(world).validation(planned)
  expect(newer('migrate')).toContain('The database is up to date.')
  expect(newer('hand-over')).toContain('are separated.')
})
afterAll(async () => {
  await world.app.close()
  await close()
})

const verdictOf = async (certificate: Record<string, unknown>) => {
  const { pathname } = new URL(String(certificate.verificationUrl))
  return (await world.anyone.get(pathname).set('accept', 'application/json')).body.status
}

test('a case that was open is taken to its certificate', async () => {
  const links = { information: '', declaration: '' }
  expect(await verdictOf(await carryOn(world, links).toCertificate(left, 'validation'))).toBe('valid')
})

test('a new one goes all the way, and its certificate is revoked by two people', async () => {
  const certificate = await given(world).certificate(planned)
  expect(await verdictOf(certificate)).toBe('valid')
  await given(world).revoke(certificate.id)
  expect(await verdictOf(certificate)).toBe('revoked')
})
