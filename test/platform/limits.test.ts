import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { requestCounts } from '../../src/db/schema/operation.ts'
import { countOneMore, forgetCounts } from '../../src/platform/limits/store.ts'
import { type CertifiedWorld, certifiedWorld } from '../setup/case.ts'
import { tokenFor, type World } from '../setup/world.ts'

describe('limits', () => {
  let world: World
  let certified: CertifiedWorld
  const apps: FastifyInstance[] = []
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
  })
  afterAll(() => Promise.all(apps.map((app) => app.close())))

  async function behind(trust: string, more: Parameters<typeof buildApp>[1] = {}): Promise<FastifyInstance> {
    const { trustProxy } = readConfig({ TRUST_PROXY: trust })
    const app = await buildApp(world.services, { trustProxy, busyAfterMs: 30_000, ...more })
    apps.push(app)
    return app
  }
  const askAs = async (app: FastifyInstance, school: World['school'], scopes?: ['read']) => {
    const token = await tokenFor(world.services, { school, ...(scopes ? { scopes } : {}) })
    return app.inject({ url: '/v1/actions', headers: { authorization: `Bearer ${token}` } })
  }
  /** What is left to the asker after one more request. */
  const leftOf = async (app: FastifyInstance, forwarded: string, remoteAddress = '10.1.2.3') => {
    const headers = { 'x-forwarded-for': forwarded }
    const answer = await app.inject({ url: '/verify', headers, remoteAddress })
    return Number(/r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1])
  }

  test.each([
    ['1', 'what the one proxy wrote', ['6.6.6.6, 9.9.9.9', '7.7.7.7, 9.9.9.9'], '9.9.9.8'],
    ['true', 'the same, as one proxy', ['6.6.6.6, 9.9.9.9', '7.7.7.7, 9.9.9.9'], '6.6.6.6, 9.9.9.8'],
    [
      '2',
      'what the outer of two wrote',
      ['6.6.6.6, 9.9.9.9, 5.5.5.5', '9.9.9.9, 5.5.5.6'],
      '9.9.9.8, 5.5.5.5',
    ],
    ['10.0.0.0/8', 'the last before the network', ['6.6.6.6, 9.9.9.9, 10.9.9.9', '9.9.9.9'], '9.9.9.8'],
  ])('TRUST_PROXY=%s counts %s, whatever the caller wrote before it', async (trust, _what, same, other) => {
    const app = await behind(trust)
    expect([await leftOf(app, same[0]!), await leftOf(app, same[1]!)]).toEqual([299, 298])
    expect(await leftOf(app, other)).toBe(299)
  })

  test('without a proxy the header is nobody’s word', async () => {
    const app = await behind('0')
    expect([await leftOf(app, '6.6.6.6'), await leftOf(app, '7.7.7.7')]).toEqual([299, 298])
  })

  test('of an IPv6 address the network is counted, because one asker has all addresses in it', async () => {
    const app = await behind('0')
    const asked = [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff::9',
      '2001:db8:1:3::1',
      '2001:db8::1',
      '2001:db8:0:0:1::1',
    ]
    const left = []
    for (const address of asked) left.push(await leftOf(app, '', address))
    expect(left).toEqual([299, 298, 299, 299, 298])
  })

  test('are told with the fields of the draft, and when to come again', async () => {
    const app = await behind('0')
    const answer = await app.inject('/verify')
    expect(answer.headers['ratelimit-policy']).toBe('"address";q=300;w=60')
    expect(answer.headers.ratelimit).toMatch(/^"address";r=299;t=(60|59)$/)
  })

  test('hold for whoever watches the service too', async () => {
    const app = await behind('1')
    for (const path of ['/readyz', '/metrics']) {
      const answer = await app.inject({ url: path, headers: { 'x-forwarded-for': '7.7.7.7' } })
      expect([path, answer.headers['ratelimit-policy']]).toEqual([path, '"address";q=600;w=60'])
    }
  })

  test('of a client hold for all its tokens, and for no other client', async () => {
    const app = await behind('0', { clientRequests: 3 })
    const ask = (school: World['school'], scopes?: ['read']) => askAs(app, school, scopes)
    const answers = [
      await ask(world.school),
      await ask(world.school, ['read']),
      await ask(world.school),
      await ask(world.school),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
    expect(answers[0]!.headers['ratelimit-policy']).toBe('"client";q=3;w=60')
    expect(answers.map(({ headers }) => /r=(\d+)/.exec(String(headers.ratelimit))?.[1])).toEqual([
      '2',
      '1',
      '0',
      '0',
    ])
    expect(Number(answers[3]!.headers['retry-after'])).toBeGreaterThan(0)
    expect(answers[3]!.json().type).toBe('urn:problem:too-many')
    expect((await ask(world.host)).statusCode).toBe(200)
  })

  test('of guesses at a birth date hold for who guesses, and nobody is locked out by somebody else', async () => {
    const app = await behind('1')
    const { body } = await world
      .as({ school: world.school, role: 'issuer' })
      .get(`/v1/certificates/${certified.ids.certificates}`)
    const code = new URL(String(body.verificationUrl)).pathname.split('/').at(-1)
    const guess = (address: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/verifications',
        headers: { 'x-forwarded-for': address },
        payload: { code, birthDate: '2006-05-14' },
      })
    const statuses = []
    for (let asked = 0; asked < 12; asked++)
      statuses.push((await guess(`1.2.3.${asked}, 9.9.9.9`)).statusCode)
    expect(statuses.slice(8)).toEqual([200, 200, 429, 429])
    expect((await guess('8.8.8.8')).statusCode).toBe(200)
  })

  test.each([
    ['database', 'for all processes together', [299, 298, 299, 297], [200, 200, 429]],
    ['process', 'for each process by itself', [299, 299, 299, 298], [200, 200, 200]],
  ] as const)('COUNT_REQUESTS_IN=%s holds %s', async (where, _how, left, statuses) => {
    const { countRequestsIn } = readConfig({ COUNT_REQUESTS_IN: where })
    const options = { clientRequests: 2, countRequestsIn }
    const [one, other] = [await behind('1', options), await behind('1', options)]
    expect([
      await leftOf(one, `7.7.7.${where.length}`),
      await leftOf(other, `7.7.7.${where.length}`),
      await leftOf(one, `7.7.8.${where.length}`),
      await leftOf(one, `7.7.7.${where.length}`),
    ]).toEqual(left)
    const asked = []
    for (const app of [one, other, one]) asked.push((await askAs(app, world.host)).statusCode)
    expect(asked).toEqual(statuses)
  })

  test('begin anew once their window has ended, and what was counted is forgotten', async () => {
    const { db } = world.services
    const one = async (windowMs: number) => (await countOneMore(db, 'a key', windowMs)).current
    expect([await one(50), await one(50)]).toEqual([1, 2])
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await one(50)).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await forgetCounts({ db })
    expect(await db.owner.$count(requestCounts, eq(requestCounts.key, 'a key'))).toBe(0)
  })
})
