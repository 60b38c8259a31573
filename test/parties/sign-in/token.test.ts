import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { clients } from '../../../src/db/schema/parties/organisations.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('POST /oauth/token', () => {
  let world: World
  let client: { id: string; secret: string }
  beforeAll(async () => {
    world = await newWorld()
    const made = await world
      .as({ school: world.school, role: 'admin' })
      .post('/v1/clients')
      .send({ name: 'Client One', scopes: ['read', 'register'] })
    client = made.body
  })

  const ask = (over: object = {}) =>
    world.anyone.post('/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
      ...over,
    })

  test('gives an ES256 token of 15 minutes for this issuer and audience', async () => {
    const { body, headers } = await ask()
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'read register' })
    expect(headers['cache-control']).toBe('no-store')
    expect(decodeProtectedHeader(body.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
    const claims = decodeJwt(body.access_token)
    expect(claims).toMatchObject({
      iss: 'http://localhost:3000',
      aud: 'http://localhost:3000/v1',
      sub: client.id,
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900)
  })

  test('takes a form and HTTP Basic as RFC 6749 has them', async () => {
    const form = await world.anyone
      .post('/oauth/token')
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret })
    expect(form.status).toBe(200)
    const encoded = client.secret.replaceAll('-', '%2D').replaceAll('_', '%5F')
    const basic = await world.anyone
      .post('/oauth/token')
      .auth(client.id, encoded)
      .type('form')
      .send({ grant_type: 'client_credentials' })
    expect(basic.status).toBe(200)
    const junk = await world.anyone
      .post('/oauth/token')
      .auth(client.id, '%zz')
      .type('form')
      .send({ grant_type: 'client_credentials' })
    expect(junk.status).toBe(401)
  })

  test('lets a member act, with the roles held now, and only one of the same organisation', async () => {
    const { body } = await ask({ member: world.school.members.assessor })
    expect(decodeJwt(body.access_token)).toMatchObject({
      member: world.school.members.assessor,
      roles: ['assessor'],
    })
    const foreign = await ask({ member: world.host.members.assessor })
    expect([foreign.status, foreign.body.error]).toEqual([400, 'invalid_grant'])
  })

  test('gives fewer scopes when fewer are asked for, and never more than the client has', async () => {
    expect((await ask({ scope: 'read' })).body.scope).toBe('read')
    const more = await ask({ scope: 'read administer' })
    expect([more.status, more.body.error]).toEqual([400, 'invalid_scope'])
  })

  test('answers an unknown client and a wrong secret alike', async () => {
    const wrong = await ask({ client_secret: 'x'.repeat(43) })
    const unknown = await ask({ client_id: '01993c7e-0000-7000-8000-0000000000ff' })
    const { instance: _, ...said } = wrong.body
    const { instance: __, ...also } = unknown.body
    expect(said).toEqual(also)
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client'])
  })

  test('keeps of the secret only its hash', async () => {
    const rows = await world.services.db.owner.select().from(clients)
    expect(JSON.stringify(rows)).not.toContain(client.secret)
    for (const row of rows) expect(row.secretHash).toMatch(/^sha256\$[0-9a-f]{64}$/)
  })

  test('refuses a client that was revoked, and a member who left', async () => {
    const admin = world.as({ school: world.school, role: 'admin' })
    const other = await admin.post('/v1/clients').send({ name: 'Client Two', scopes: ['read'] })
    const credentials = { client_id: other.body.id, client_secret: other.body.secret }
    expect((await ask(credentials)).status).toBe(200)
    await admin.post(`/v1/clients/${other.body.id}/revocation`)
    expect((await ask(credentials)).status).toBe(401)
    await admin
      .patch(`/v1/members/${world.school.members.mentor}`)
      .set('if-match', '*')
      .send({ active: false })
    expect((await ask({ member: world.school.members.mentor })).status).toBe(400)
  })

  test('does not let a client make one with more scopes than it has', async () => {
    const narrow = world.as({ school: world.school, role: 'admin', scopes: ['administer', 'read'] })
    const beyond = await narrow.post('/v1/clients').send({ name: 'Client Three', scopes: ['operate'] })
    expect(beyond.status).toBe(403)
  })

  test('is limited: who guesses is told to wait, with a problem document', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 320 }, () => world.anyone.post('/oauth/token').send({ grant_type: 'guess' })),
    )
    const late = guesses.find(({ status }) => status === 429)
    expect(late?.body.type).toBe('urn:problem:too-many')
    expect(late?.headers['content-type']).toContain('application/problem+json')
    expect(Number(late?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await world.anyone.get('/healthz')).status).toBe(200)
  })
})
