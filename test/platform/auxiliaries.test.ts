import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isSealOf, sealInFile } from '../../src/certification/documents/seal/seal-in-file.ts'
import { sealPending } from '../../src/certification/documents/seal/seal-pending.ts'
import type { Services } from '../../src/context.ts'
import { clamdAt } from '../../src/platform/antivirus/antivirus.ts'
import { identityProviderAt } from '../../src/platform/auth/identity-provider.ts'
import { watchAuxiliaries } from '../../src/platform/auxiliaries/watch-auxiliaries.ts'
import {
  ec,
  hasOpenssl,
  newSeal,
  newSealPem,
  rsa,
  subject,
} from '../certification/certificates/credentials/seals.ts'
import { given } from '../setup/given.ts'
import { newProvider } from '../setup/openid-provider.ts'
import { newWorld, type World } from '../setup/world.ts'

const outcome = [{ competence: '1.1', baseline: 2, target: 4 }]
const folder = mkdtempSync(join(tmpdir(), 'auxiliaries-'))
const file = join(folder, 'seal.pem')
afterAll(() => rmSync(folder, { recursive: true }))

const pem = (named: string, dates?: { from: string; until: string }) => {
  const { key, certificate } = newSealPem(ec('P-256'), named, dates)
  return key + certificate
}

describe.runIf(hasOpenssl)('an e-seal that is', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  /** The service with what lies in the file, looked at once, as at its start and each minute. */
  async function seal(content: string, organisationId = world.school.id): Promise<void> {
    writeFileSync(file, content)
    const { services } = world
    services.auxiliaries = [
      sealInFile({ file, password: null, organisationId }, services.db, (found) => {
        services.eseal = found
      }),
    ]
    await watchAuxiliaries(services)
  }
  /** What stands beside the service; how its database is set up is another matter. */
  const ready = async () => {
    const { separation: _, ...body } = (await world.anyone.get('/readyz').expect(200)).body
    return body
  }
  const metric = async (name: string) =>
    (await world.anyone.get('/metrics')).text.split('\n').find((line) => line.startsWith(name))
  const work = async (school: World['school'], role: 'admin' | 'coordinator' | 'issuer' = 'admin') =>
    (await world.as({ school, role }).get('/v1/work').expect(200)).body.items.filter(
      ({ kind }: { kind: string }) => kind === 'auxiliary',
    )
  const sealOn = async (id: unknown) =>
    (await world.as({ school: world.school }).get(`/v1/certificates/${id}`)).body.seal.state

  const soon = { from: '20200101000000Z', until: '20270115000000Z' }
  test.each([
    ['cut off', 'wrong', () => pem(subject).slice(0, 400), 'pending'],
    [
      'in the name of somebody else',
      'other-organisation',
      () => pem('/C=LV/O=Cita skola/organizationIdentifier=VATLV-1/CN=Cita'),
      'pending',
    ],
    [
      'run out',
      'expired',
      () => pem(subject, { from: '20200101000000Z', until: '20260101000000Z' }),
      'pending',
    ],
    ['about to run out', 'ends-soon', () => pem(subject, soon), 'sealed'],
  ] as const)(
    '%s is told to whose it is, and holds up nothing but itself',
    async (_, fault, content, state) => {
      await seal(content())
      expect(await ready()).toMatchObject({ status: 'degraded', degraded: [{ auxiliary: 'seal', fault }] })
      expect(JSON.stringify(await ready())).not.toContain(world.school.id)
      expect(await metric('auxiliary_working{auxiliary="seal"}')).toMatch(state === 'sealed' ? / 1$/ : / 0$/)
      const [item] = await work(world.school)
      expect(item.tasks).toMatchObject([{ code: `seal-${fault}`, waitsFor: { who: 'admin' } }])
      expect(item.tasks[0].waitsFor.people[0].memberId).toBe(world.school.members.admin)
      expect(await work(world.school, 'issuer')).toEqual([])
      expect(await work(world.host)).toEqual([])
      const made = await given(world).certificate(outcome)
      expect(await sealOn(made.id)).toBe(state)

      await seal(pem(subject))
      expect(await ready()).toEqual({ status: 'ok' })
      expect(await work(world.school)).toEqual([])
      expect(await metric('auxiliary_certificate_end_seconds')).toMatch(/ 2208988800$/)
      await sealPending(world.services)
      expect(await sealOn(made.id)).toBe('sealed')
    },
  )

  test('of an organisation that nobody knows seals nothing, and says so', async () => {
    await seal(pem(subject), '01993c7e-0000-7000-8000-000000000000')
    expect(world.services.eseal).toBeNull()
    expect(await ready()).toMatchObject({ degraded: [{ fault: 'unknown-organisation' }] })
    world.clock.advance(1)
    await seal(pem(subject))
    expect(await ready()).toEqual({ status: 'ok' })
  })

  test('not here is waited for while another process has it, or had it lately; then papers go without', async () => {
    await seal(pem(subject))
    const elsewhere: Services = { ...world.services }
    world.services.auxiliaries = []
    world.services.eseal = null
    const waits = await given(world).certificate(outcome)
    expect(await sealOn(waits.id)).toBe('pending')
    await sealPending(elsewhere)
    expect(await sealOn(waits.id)).toBe('sealed')
    world.clock.advance(1)
    expect((await work(world.school))[0].tasks[0].code).toBe('seal-absent')
    expect((await ready()).degraded).toMatchObject([{ fault: 'absent' }])
    world.clock.advance(31)
    expect(await ready()).toEqual({ status: 'ok' })
    expect(await sealOn((await given(world).certificate(outcome)).id)).toBe('none')
  })
})

test.runIf(hasOpenssl)('a seal is an organisation’s when the one name has all words of the other', () => {
  const seal = newSeal(rsa, subject)
  for (const name of ['Parauga tehnikums', 'PIKC „Parauga tehnikums”', 'parauga TEHNIKUMS'])
    expect(isSealOf(seal, name)).toBe(true)
  for (const name of ['Parauga vidusskola', 'Cita skola', '']) expect(isSealOf(seal, name)).toBe(false)
})

describe('what no single organisation has', () => {
  test('a scanner that is not there is degraded, and no process waits for it', async () => {
    expect(await readyWith([clamdAt('tcp://127.0.0.1:1')])).toMatchObject({
      status: 'degraded',
      degraded: [{ auxiliary: 'scanner', fault: 'unreachable' }],
    })
  })

  test('an OpenID provider that does not tell its keys is degraded, and ready when it does', async () => {
    const provider = await newProvider()
    const auxiliaries = [identityProviderAt(provider.settings.jwksUrl)]
    provider.away(true)
    expect(await readyWith(auxiliaries)).toMatchObject({
      status: 'degraded',
      degraded: [{ auxiliary: 'identity-provider', fault: 'unreachable' }],
    })
    provider.away(false)
    expect(await readyWith(auxiliaries)).toMatchObject({ status: 'ok' })
  })

  async function readyWith(auxiliaries: Services['auxiliaries']) {
    const world = await newWorld()
    world.services.auxiliaries = auxiliaries
    await watchAuxiliaries(world.services)
    return (await world.anyone.get('/readyz').expect(200)).body
  }
})
