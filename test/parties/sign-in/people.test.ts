import type { webcrypto } from 'node:crypto'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { openIdentityProvider } from '../../../src/platform/auth/identity-provider.ts'
import { newProvider } from '../../setup/openid-provider.ts'
import { newWorld, type World } from '../../setup/world.ts'

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
const idTokenType = 'urn:ietf:params:oauth:token-type:id_token'

describe('people who sign in with an OpenID provider', () => {
  let world: World
  let provider: Awaited<ReturnType<typeof newProvider>>
  let client: { id: string; secret: string }
  const admin = () => world.as({ school: world.school, role: 'admin' })

  beforeAll(async () => {
    provider = await newProvider()
    const identityProvider = openIdentityProvider(provider.settings)
    world = await newWorld({ identityProvider, now: () => new Date() })
    client = (
      await admin()
        .post('/v1/clients')
        .send({ name: 'Client One', scopes: ['read', 'recognise'] })
    ).body
    const { status } = await admin()
      .patch(`/v1/members/${world.school.members.assessor}`)
      .set('if-match', '*')
      .send({ subject: 'assessor-one' })
    expect(status).toBe(200)
  })

  const ask = (subjectToken: string, over: object = {}, of = world) =>
    of.anyone.post('/oauth/token').send({
      grant_type: exchange,
      client_id: client.id,
      client_secret: client.secret,
      subject_token: subjectToken,
      subject_token_type: idTokenType,
      ...over,
    })

  test('act as the member whose subject they are, by their ID token or their access token', async () => {
    const { idToken, accessToken } = await provider.signIn('assessor-one')
    for (const token of [idToken, accessToken]) {
      const { status, body } = await ask(token)
      expect(status).toBe(200)
      expect(body.issued_token_type).toBe('urn:ietf:params:oauth:token-type:access_token')
      expect(decodeJwt(body.access_token)).toMatchObject({
        sub: client.id,
        org: world.school.id,
        member: world.school.members.assessor,
        roles: ['assessor'],
        signed_in: true,
        scope: 'read recognise',
      })
    }
  })

  test('are nobody where no active member has their subject, and two members never have one', async () => {
    const { idToken } = await provider.signIn('somebody')
    const unknown = await ask(idToken)
    expect([unknown.status, unknown.body.error]).toEqual([400, 'invalid_grant'])
    const second = await admin()
      .post('/v1/members')
      .send({ name: 'Assessor Two', roles: ['assessor'], subject: 'assessor-one' })
    expect(second.status).toBe(409)
    const elsewhere = await world
      .as({ school: world.host, role: 'admin' })
      .post('/v1/members')
      .send({ name: 'Assessor Two', roles: ['assessor'], subject: 'assessor-one' })
    expect([elsewhere.status, elsewhere.body.subject]).toEqual([201, 'assessor-one'])
  })

  test('cannot be spoken for by who names a member as well, sends no token, or is no client', async () => {
    const { idToken } = await provider.signIn('assessor-one')
    const named = await ask(idToken, { member: world.school.members.validator })
    expect([named.status, named.body.errors[0].pointer]).toEqual([400, '/member'])
    const none = await ask(idToken, { subject_token: undefined })
    expect([none.status, none.body.error, none.body.errors[0].pointer]).toEqual([
      400,
      'invalid_request',
      '/subject_token',
    ])
    expect((await ask(idToken, { client_secret: 'guessed' })).status).toBe(401)
  })

  test('are not believed by a token that the provider did not sign for this service, or not as a sign-in', async () => {
    const { issuer, audiences } = provider.settings
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const claims = { iss: issuer, aud: audiences[0]!, sub: 'assessor-one' }
    const forge = (
      payload: object,
      header: { alg: string; [name: string]: unknown },
      key: webcrypto.CryptoKey | Uint8Array,
    ) =>
      new SignJWT({ ...claims, ...payload })
        .setProtectedHeader(header)
        .setIssuedAt()
        .setExpirationTime('5 minutes')
        .sign(key)
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)))
    const forged = [
      await forge({}, { alg: 'RS256' }, privateKey),
      await forge({}, { alg: 'RS256', jwk: await exportJWK(publicKey) }, privateKey),
      await forge({}, { alg: 'RS256', jku: 'http://127.0.0.1:9/jwks' }, privateKey),
      await forge({}, { alg: 'HS256' }, secret),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
    ]
    for (const token of forged) {
      const { status, body } = await ask(token)
      expect([status, body.error]).toEqual([400, 'invalid_request'])
      await ask((await provider.signIn('assessor-one')).idToken)
    }
  })

  test('are told apart by issuer, audience, algorithm, age and kind of token', async () => {
    const { idToken } = await provider.signIn('assessor-one')
    const { settings } = provider
    const subjectBy = (over: Partial<typeof settings>, at = new Date()) =>
      openIdentityProvider({ ...settings, ...over }).subjectOf(idToken, at)
    expect(await subjectBy({})).toBe('assessor-one')
    expect(await subjectBy({ issuer: 'https://elsewhere.example.org' })).toBeNull()
    expect(await subjectBy({ audiences: ['another-service'] })).toBeNull()
    const stricter = openIdentityProvider({ ...settings, algorithms: ['ES256'] })
    expect(await stricter.subjectOf(idToken, new Date())).toBeNull()
    expect(await subjectBy({}, new Date(Date.now() + 2 * 3600_000))).toBeNull()
    expect(await subjectBy({}, new Date(Date.now() - 2 * 3600_000))).toBeNull()
    const logout = await provider.signLogout('assessor-one')
    expect(await openIdentityProvider(settings).subjectOf(logout, new Date())).toBeNull()
  })

  test('go on signing in while the provider changes its key or is away, and wait while nothing is known of it', async () => {
    const identityProvider = openIdentityProvider(provider.settings)
    const before = (await provider.signIn('assessor-one')).idToken
    provider.away(true)
    await expect(identityProvider.subjectOf(before, new Date())).rejects.toMatchObject({ statusCode: 503 })
    const asked = provider.askedForKeys()
    for (let turn = 0; turn < 20; turn++)
      await expect(identityProvider.subjectOf(before, new Date())).rejects.toMatchObject({ statusCode: 503 })
    expect(provider.askedForKeys()).toBe(asked)
    provider.away(false)
    const other = openIdentityProvider(provider.settings)
    expect(await other.subjectOf(before, new Date())).toBe('assessor-one')
    provider.away(true)
    expect(await other.subjectOf(before, new Date())).toBe('assessor-one')
    provider.away(false)
    await provider.rotate()
    const after = (await provider.signIn('assessor-one')).idToken
    const fresh = openIdentityProvider(provider.settings)
    expect(await fresh.subjectOf(after, new Date())).toBe('assessor-one')
    expect(await fresh.subjectOf(before, new Date())).toBeNull()
  })

  test('cannot where no provider is configured', async () => {
    const plain = await newWorld({ now: () => new Date() })
    const made = await plain
      .as({ school: plain.school, role: 'admin' })
      .post('/v1/clients')
      .send({ name: 'Client', scopes: ['read'] })
    const own = { client_id: made.body.id, client_secret: made.body.secret }
    const refused = await ask((await provider.signIn('assessor-one')).idToken, own, plain)
    expect([refused.status, refused.body.error]).toEqual([400, 'unsupported_grant_type'])
  })
})
