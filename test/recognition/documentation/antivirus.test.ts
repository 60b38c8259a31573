import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { clamd, clamdAt } from '../../../src/platform/antivirus/antivirus.ts'
import { scanHeldEvidence } from '../../../src/recognition/documentation/scan-evidence.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { fakeClamd } from './fake-clamd.ts'

describe('a virus scanner', () => {
  let world: World
  let made: Case
  let daemon: Awaited<ReturnType<typeof fakeClamd>>
  beforeAll(async () => {
    daemon = await fakeClamd()
    world = await newWorld({ antivirus: clamd(daemon.url) })
    made = await given(world).documentation()
  })
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const content = (id: string) => mentor().get(`/v1/recognitions/${made.id}/evidence/${id}/content`)
  const blockers = async () =>
    (await mentor().get(`/v1/recognitions/${made.id}`)).body.blockers.map((one: { code: string }) => one.code)

  test('lets a clean file through, having seen every byte of it', async () => {
    const text = 'Clean. '.repeat(50_000)
    const piece = await given(world).evidence(made.id, ['1.1'], text)
    expect(piece.scan).toBe('clean')
    expect(daemon.sent.at(-1)?.toString()).toBe(text)
    expect((await content(String(piece.id))).status).toBe(200)
  })

  test('keeps an infected file from everybody, and it is no evidence', async () => {
    const piece = await given(world).evidence(made.id, ['2.4'], 'EICAR')
    expect(piece.scan).toBe('infected')
    expect((await content(String(piece.id))).status).toBe(409)
    expect(await blockers()).toContain('evidence-missing')
  })

  test('that says OK before it has read the file has said nothing of it', async () => {
    daemon.does = 'early'
    const piece = await given(world).evidence(made.id, ['1.1'], 'Read by nobody.')
    expect(piece.scan).toBe('held')
    expect((await content(String(piece.id))).status).toBe(409)
    daemon.does = 'its work'
    world.clock.advance(1)
    await scanHeldEvidence(world.services)
    expect((await content(String(piece.id))).status).toBe(200)
    world.clock.advance(-1)
  })

  test('that keeps the line busy without an end is given up in time', async () => {
    daemon.does = 'drips'
    const begun = performance.now()
    await expect(clamd(daemon.url, 300).scan(Readable.from([Buffer.from('Slow.')]))).rejects.toThrow(
      'did not answer in time',
    )
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect((await clamdAt(daemon.url).look(world.clock.now)).fault).toBe('unreachable')
    daemon.does = 'its work'
    expect((await clamdAt(daemon.url).look(world.clock.now)).fault).toBeNull()
  })

  test('that does not answer leaves the file held, until the job finds it clean', async () => {
    daemon.down = true
    const piece = await given(world).evidence(made.id, ['2.4'], 'Waiting.')
    expect(piece.scan).toBe('held')
    expect((await content(String(piece.id))).status).toBe(409)
    expect(await blockers()).toContain('evidence-held')
    await expect(scanHeldEvidence(world.services)).rejects.toThrow('could not be scanned')
    expect(await blockers()).toContain('evidence-held')
    daemon.down = false
    await scanHeldEvidence(world.services)
    expect((await content(String(piece.id))).status).toBe(200)
    expect(await blockers()).not.toContain('evidence-held')
    expect(await blockers()).not.toContain('evidence-missing')
  })
})
