import { beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { failedSignIns } from '../../../src/db/schema/parties/sign-in.ts'
import { issueToken } from '../../../src/parties/sign-in/issue-token.ts'
import { rememberStrangers } from '../../../src/parties/sign-in/slow-down.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('who fails to sign in', () => {
  let world: World
  const admin = () => world.as({ school: world.school, role: 'admin' })
  beforeAll(async () => {
    world = await newWorld()
  })

  const register = async () =>
    (
      await admin()
        .post('/v1/clients')
        .send({ name: 'Client One', scopes: ['read'] })
    ).body as {
      id: string
      secret: string
    }

  const ask = (id: string, secret: string) =>
    world.anyone
      .post('/oauth/token')
      .send({ grant_type: 'client_credentials', client_id: id, client_secret: secret })

  const linesOf = async (id: string) => {
    const auditor = world.as({ school: world.school, role: 'auditor' })
    const { items } = (await auditor.get(`/v1/audit?subject=${id}&action=client.refuse-sign-in`)).body
    return (items as { details: object; memberId: unknown; clientId: unknown }[]).map(
      ({ details }) => details,
    )
  }

  const wait = (seconds: number) => world.clock.advance(seconds / 86_400)

  test('again and again has to wait longer each time, with the right secret too, and is told how long', async () => {
    const { id, secret } = await register()
    const statuses: number[] = []
    for (let guess = 0; guess < 6; guess++) statuses.push((await ask(id, 'guess')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const held = await ask(id, secret)
    expect([held.status, held.headers['retry-after'], held.body.detail]).toEqual([
      429,
      '1',
      'This failed too often. Wait 1 second.',
    ])
    wait(1)
    expect((await ask(id, 'guess')).status).toBe(401)
    expect((await ask(id, secret)).headers['retry-after']).toBe('2')
    wait(2)
    expect((await ask(id, secret)).status).toBe(200)
    expect((await ask(id, 'guess')).status).toBe(401)
    expect((await ask(id, secret)).status).toBe(200)
  })

  test('stands in the ledger of the organisation: the first time, and each time that it has doubled', async () => {
    const { id } = await register()
    for (let guess = 0; guess < 9; guess++) {
      await ask(id, 'guess')
      wait(900)
    }
    const told = [1, 2, 4, 8].map((failures) => ({ with: 'secret', failures }))
    expect(await linesOf(id)).toEqual(told)
    world.clock.advance(2)
    await ask(id, 'guess')
    expect((await linesOf(id)).at(-1)).toEqual({ with: 'secret', failures: 1 })
  })

  test('in the name of a client that there is not is slowed down alike, and writes nothing', async () => {
    const { owner } = world.services.db
    const rows = async () => [await owner.$count(failedSignIns), await owner.$count(ledger)]
    const before = await rows()
    const id = '01993c7e-0000-7000-8000-0000000000ff'
    const statuses: number[] = []
    for (let guess = 0; guess < 6; guess++) statuses.push((await ask(id, 'guess')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    for (let turn = 0; turn < 20; turn++) await ask(crypto.randomUUID(), 'guess')
    expect(await rows()).toEqual(before)
  })

  test('at one address leaves the client free at another, and from many addresses fills no table', async () => {
    const { id, secret } = await register()
    const strangers = rememberStrangers()
    const from = (address: string, tried: string) =>
      issueToken(world.services, strangers, {
        clientId: id,
        // An assertion that is none is refused sooner than a secret.
        proof: tried === 'guess' ? { assertion: tried } : { secret: tried },
        member: null,
        subjectToken: null,
        scope: null,
        address,
        requestId: 'test',
      }).then(
        () => 'in',
        (refusal: { reason: string }) => refusal.reason,
      )
    for (let guess = 0; guess < 6; guess++) await from('192.0.2.1', 'guess')
    expect(await from('192.0.2.1', secret)).toBe('too-many')
    expect(await from('192.0.2.2', secret)).toBe('in')
    // Of one household all addresses are one.
    for (let guess = 0; guess < 6; guess++) await from(`2001:db8:0:1::${guess}`, 'guess')
    expect(await from('2001:db8:0:1:ffff::1', secret)).toBe('too-many')
    expect(await from('2001:db8:0:2::1', secret)).toBe('in')
    for (let address = 0; address < 60; address++) await from(`198.51.100.${address}`, 'guess')
    const kept = (await world.services.db.owner.select().from(failedSignIns)).filter(
      (row) => row.clientId === id,
    )
    expect(kept.length).toBe(50)
    expect(JSON.stringify(kept)).not.toContain('198.51.100')
    for (let guess = 0; guess < 6; guess++) await from('203.0.113.1', 'guess')
    expect(await from('203.0.113.1', secret)).toBe('too-many')
    expect(await from('203.0.113.2', secret)).toBe('in')
  })
})
