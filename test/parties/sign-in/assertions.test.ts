import type { webcrypto } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { clientAssertions } from '../../../src/db/schema/parties/sign-in.ts'
import { forgetSignIns } from '../../../src/parties/sign-in/door-store.ts'
import { newWorld, publicUrl, type World } from '../../setup/world.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

describe('a client that signs assertions (private_key_jwt)', () => {
  let world: World
  let client: { id: string; secret: string }
  let keys: Record<'ES256' | 'RS256' | 'EdDSA', webcrypto.CryptoKey>
  const registered: Record<string, string> = {}
  const admin = () => world.as({ school: world.school, role: 'admin' })

  beforeAll(async () => {
    world = await newWorld()
    client = (
      await admin()
        .post('/v1/clients')
        .send({ name: 'Client One', scopes: ['read'] })
    ).body
    const pairs = {
      ES256: await generateKeyPair('ES256'),
      RS256: await generateKeyPair('RS256'),
      EdDSA: await generateKeyPair('EdDSA'),
    }
    keys = {
      ES256: pairs.ES256.privateKey,
      RS256: pairs.RS256.privateKey,
      EdDSA: pairs.EdDSA.privateKey,
    }
    for (const [algorithm, { publicKey }] of Object.entries(pairs)) {
      const jwk = await exportJWK(publicKey)
      const answer = await admin().post(`/v1/clients/${client.id}/keys`).send({ jwk })
      expect(answer.status).toBe(201)
      registered[algorithm] = answer.body.id
    }
  })

  const sign = (over: JWTPayload = {}, key = keys.ES256, algorithm = 'ES256') => {
    const now = Math.floor(world.clock.now.getTime() / 1000)
    const claims = { iss: client.id, sub: client.id, aud: `${publicUrl}/oauth/token`, exp: now + 60 }
    return new SignJWT({ ...claims, jti: crypto.randomUUID(), ...over })
      .setProtectedHeader({ alg: algorithm })
      .sign(key)
  }

  const ask = (assertion: string, over: object = {}) =>
    world.anyone.post('/oauth/token').send({
      grant_type: 'client_credentials',
      client_assertion_type: assertionType,
      client_assertion: assertion,
      ...over,
    })

  test('gets a token for each kind of key, as itself or for a member, and says when the key was used', async () => {
    for (const algorithm of ['ES256', 'RS256', 'EdDSA'] as const)
      expect((await ask(await sign({}, keys[algorithm], algorithm))).status).toBe(200)
    const member = world.school.members.assessor
    expect((await ask(await sign(), { member, client_id: client.id })).status).toBe(200)
    const { items } = (await admin().get('/v1/clients')).body
    const used = items.find(({ id }: { id: string }) => id === client.id).credentials
    expect(used.map(({ kind, lastUsedAt }: Record<string, unknown>) => [kind, lastUsedAt])).toEqual([
      ['secret', null],
      ...Array.from({ length: 3 }, () => ['key', world.clock.now.toISOString()]),
    ])
  })

  test('is believed once: of the same assertion sent many times at once one is taken', async () => {
    const assertion = await sign()
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(assertion)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
    expect(answers.find(({ status }) => status === 401)!.body.error).toBe('invalid_client')
    await world.anyone.post('/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
    })
  })

  test.each<[string, () => Promise<string>]>([
    ['for another service', () => sign({ aud: 'https://elsewhere.example.org' })],
    ['that has expired', () => sign({ exp: Math.floor(world.clock.now.getTime() / 1000) - 400 })],
    ['that lasts an hour', () => sign({ exp: Math.floor(world.clock.now.getTime() / 1000) + 3600 })],
    ['without an id', () => sign({ jti: '' })],
    ['by somebody else', () => sign({ iss: 'somebody' })],
    ['with a key that is not its own', async () => sign({}, (await generateKeyPair('ES256')).privateKey)],
    [
      'with the public key as a secret',
      async () =>
        new SignJWT({ iss: client.id, sub: client.id, jti: 'x' })
          .setProtectedHeader({ alg: 'HS256' })
          .sign(new TextEncoder().encode('x'.repeat(32))),
    ],
    ['that is none', async () => 'a.b.c'],
  ])('is refused an assertion %s', async (_, assertion) => {
    const before = await ask(await sign())
    expect(before.status).toBe(200)
    const answer = await ask(await assertion(), { client_id: client.id })
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client'])
  })

  test('sends no secret as well, and no key that is private, weak or none', async () => {
    const both = await ask(await sign(), { client_secret: client.secret })
    expect([both.status, both.body.errors[0].pointer]).toEqual([400, '/client_assertion'])
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const whole = await exportJWK(privateKey)
    const half = await exportJWK(publicKey)
    const register = (jwk: object) => admin().post(`/v1/clients/${client.id}/keys`).send({ jwk })
    for (const jwk of [
      whole,
      { ...half, y: half.x },
      { kty: 'RSA', n: 'AQAB', e: 'AQAB' },
      { kty: 'oct', k: 'x' },
    ]) {
      const refused = await register(jwk)
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, expect.stringMatching(/^\/jwk/)])
    }
    expect((await register(half)).status).toBe(201)
    expect((await register(half)).status).toBe(409)
  })

  test('is not believed any more once the key was ended', async () => {
    await admin().post(`/v1/clients/${client.id}/credentials/${registered.EdDSA}/revocation`)
    expect((await ask(await sign({}, keys.EdDSA, 'EdDSA'))).status).toBe(401)
    expect((await ask(await sign())).status).toBe(200)
  })

  test('leaves nothing behind of assertions that have expired', async () => {
    world.clock.advance(1)
    await forgetSignIns(world.services)
    expect(await world.services.db.owner.select().from(clientAssertions)).toEqual([])
  })
})
