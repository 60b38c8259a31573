import type { webcrypto } from 'node:crypto'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { openIdentityProvider, subjectHash } from '../../../src/platform/auth/identity-provider.ts'
import { newProvider } from '../../setup/openid-provider.ts'
import { type Client, clientFor, newWorld, type World } from '../../setup/world.ts'

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
const idTokenType = 'urn:ietf:params:oauth:token-type:id_token'

describe('people who sign in with an OpenID provider', () => {
  let world: World
  let provider: Awaited<ReturnType<typeof newProvider>>
  let client: { id: string; secret: string; credentials: { id: string }[] }
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

  const ok = async (asked: PromiseLike<{ status: number; body: Record<string, unknown>; text: string }>) => {
    const { status, body, text } = await asked
    expect([status < 300, text]).toEqual([true, text])
    return body
  }

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
        credential: client.credentials[0]!.id,
        subject_hash: subjectHash(world.school.members.assessor, 'assessor-one'),
        scope: 'read recognise',
      })
    }
  })

  test('act no more from the moment on that they are called something else, or nothing', async () => {
    const signedIn = () => world.as({ school: world.school, role: 'admin', signedIn: true })
    const change = (who: Client, path: string, body: object) =>
      ok(who.patch(path).set('if-match', '*').send(body))
    const { validator } = world.school.members
    const outcomes = [{ competence: '1.1', result: 'reached' }]
    await change(signedIn(), '/v1/settings', { requireSignIn: true })
    for (const after of ['validator-two', null]) {
      await change(signedIn(), `/v1/members/${validator}`, { subject: 'validator-one' })
      const { access_token: token } = await ok(ask((await provider.signIn('validator-one')).idToken))
      const person = clientFor(world.app, Promise.resolve(String(token)))
      const decision = () =>
        person.post(`/v1/recognitions/${crypto.randomUUID()}/decision`).send({ outcomes })
      expect([(await person.get('/v1/recognitions')).status, (await decision()).status]).toEqual([200, 404])
      await change(signedIn(), `/v1/members/${validator}`, { subject: after })
      expect([(await person.get('/v1/recognitions')).status, (await decision()).status]).toEqual([401, 401])
    }
    await change(signedIn(), '/v1/settings', { requireSignIn: false })
  })

  test('wait by themselves where their sign-in fails again and again, and hold up nobody else', async () => {
    const { issuer, audiences } = provider.settings
    const { privateKey } = await generateKeyPair('RS256')
    const forged = await new SignJWT({ iss: issuer, aud: audiences[0]!, sub: 'mentor-one' })
      .setProtectedHeader({ alg: 'RS256', kid: 'no longer known' })
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(privateKey)
    const ofNobody = (await provider.signIn('of-no-organisation')).idToken
    for (const token of [forged, ofNobody]) {
      const statuses: number[] = []
      for (let turn = 0; turn < 6; turn++) statuses.push((await ask(token)).status)
      expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    }
    expect((await ask((await provider.signIn('assessor-one')).idToken)).status).toBe(200)
    const own = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
    expect((await world.anyone.post('/oauth/token').send(own)).status).toBe(200)
    const auditor = world.as({ school: world.school, role: 'auditor' })
    const lines = await ok(
      auditor.get(`/v1/audit?subject=${client.id}&action=client.refuse-sign-in&limit=200`),
    )
    const told = (lines.items as { details: object }[]).map(({ details }) => details)
    for (const how of ['person', 'no-member']) expect(told).toContainEqual({ with: how, failures: 4 })
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

  test('are known by a new key within seconds, and keys that there are not are asked for seldom', async () => {
    const identityProvider = openIdentityProvider(provider.settings)
    const known = (token: string) =>
      expect
        .poll(() => identityProvider.subjectOf(token, new Date()), { timeout: 10_000, interval: 100 })
        .toBe('assessor-one')
    await known((await provider.signIn('assessor-one')).idToken)
    const { privateKey } = await generateKeyPair('RS256')
    const asked = provider.askedForKeys()
    for (let turn = 0; turn < 40; turn++) {
      const forged = await new SignJWT({ sub: 'assessor-one' })
        .setProtectedHeader({ alg: 'RS256', kid: `made up ${turn}` })
        .sign(privateKey)
      expect(await identityProvider.subjectOf(forged, new Date())).toBeNull()
    }
    expect(provider.askedForKeys() - asked).toBeLessThan(4)
    await provider.rotate()
    await known((await provider.signIn('assessor-one')).idToken)
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
