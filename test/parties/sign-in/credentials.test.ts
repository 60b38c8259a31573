import { randomBytes, scryptSync } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { clients } from '../../../src/db/schema/parties/organisations.ts'
import { clientCredentials } from '../../../src/db/schema/parties/sign-in.ts'
import { insertClient } from '../../../src/parties/organisations/clients/store.ts'
import { keepSecret } from '../../../src/platform/auth/secrets.ts'
import { newWorld, type World } from '../../setup/world.ts'

/** What the releases kept of a secret that had scrypt hashes. */
function asKeptBefore(secret: string): string {
  const salt = randomBytes(16)
  const hash = scryptSync(secret, salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 })
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

type Made = { id: string; secret: string; credentials: { id: string }[] }

describe('the secrets of a client', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  const admin = () => world.as({ school: world.school, role: 'admin' })

  const register = async (over: object = {}): Promise<Made> =>
    (
      await admin()
        .post('/v1/clients')
        .send({ name: 'Client One', scopes: ['read'], ...over })
    ).body

  const another = (client: Made, body: object = {}) =>
    admin().post(`/v1/clients/${client.id}/secrets`).send(body)

  const end = (client: Made, credential: { id: string }) =>
    admin().post(`/v1/clients/${client.id}/credentials/${credential.id}/revocation`)

  const statusWith = async (client: { id: string }, secret: string) => {
    const asked = { grant_type: 'client_credentials', client_id: client.id, client_secret: secret }
    return (await world.anyone.post('/oauth/token').send(asked)).status
  }

  const listed = async (client: Made) => {
    const { items } = (await admin().get('/v1/clients?limit=200')).body as { items: Made[] }
    return items.find(({ id }) => id === client.id)!.credentials
  }

  test('are two while one takes the place of the other, and each works until it is ended', async () => {
    const client = await register()
    const second = await another(client)
    expect(second.status).toBe(201)
    expect([await statusWith(client, client.secret), await statusWith(client, second.body.secret)]).toEqual([
      200, 200,
    ])
    const ended = await end(client, client.credentials[0]!)
    expect([ended.status, ended.body.endedAt]).toEqual([200, world.clock.now.toISOString()])
    expect([await statusWith(client, client.secret), await statusWith(client, second.body.secret)]).toEqual([
      401, 200,
    ])
    expect((await end(client, client.credentials[0]!)).status).toBe(404)
  })

  test('are never three at a time, nor are there five keys, whoever asks at once', async () => {
    const client = await register()
    const answers = await Promise.all(Array.from({ length: 4 }, () => another(client)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    const refused = answers.find(({ status }) => status === 409)!
    // A key takes no time to make, so that many are asked for in the same moment.
    const { publicKey } = await generateKeyPair('ES256')
    const key = { jwk: await exportJWK(publicKey) }
    const keys = await Promise.all(
      Array.from({ length: 16 }, () => admin().post(`/v1/clients/${client.id}/keys`).send(key)),
    )
    expect(keys.filter(({ status }) => status === 201)).toHaveLength(4)
    expect(refused.body.detail).toBe('This client already has two secrets that work. End one of them first.')
  })

  test('expire when it was said, and make room for another', async () => {
    const soon = new Date(world.clock.now.getTime() + 60_000).toISOString()
    const client = await register({ secretExpiresAt: soon })
    const second = await another(client, { expiresAt: soon })
    expect([client.credentials[0], second.body]).toMatchObject([{ expiresAt: soon }, { expiresAt: soon }])
    expect(await statusWith(client, client.secret)).toBe(200)
    world.clock.advance(1)
    expect([await statusWith(client, client.secret), await statusWith(client, second.body.secret)]).toEqual([
      401, 401,
    ])
    const third = await another(client)
    expect(await statusWith(client, third.body.secret)).toBe(200)
    expect((await listed(client)).map(({ id }) => id)).toEqual([third.body.id])
    const past = await another(client, { expiresAt: soon })
    expect([past.status, past.body.errors[0].pointer]).toEqual([400, '/expiresAt'])
    const gone = await admin()
      .post('/v1/clients')
      .send({ name: 'Client', scopes: ['read'], secretExpiresAt: soon })
    expect([gone.status, gone.body.errors[0].pointer]).toEqual([400, '/secretExpiresAt'])
  })

  test('say when they were used last, and that no other was', async () => {
    const client = await register()
    const second = await another(client)
    await statusWith(client, 'x'.repeat(43))
    expect(await listed(client)).toMatchObject([{ lastUsedAt: null }, { lastUsedAt: null }])
    await statusWith(client, second.body.secret)
    expect(await listed(client)).toMatchObject([
      { id: client.credentials[0]!.id, lastUsedAt: null, expiresAt: null, kind: 'secret' },
      { id: second.body.id, lastUsedAt: world.clock.now.toISOString() },
    ])
  })

  test('cannot be made for a client that may do what the asking token may not', async () => {
    const wide = await register({ scopes: ['read', 'operate'] })
    const narrow = world.as({ school: world.school, role: 'admin', scopes: ['administer', 'read'] })
    const refused = await narrow.post(`/v1/clients/${wide.id}/secrets`).send({})
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      'A client cannot be given what this token lacks: operate.',
    ])
  })

  test('end with the client, and are nobody else’s to end', async () => {
    const client = await register()
    const stranger = world.as({ school: world.stranger, role: 'admin' })
    const [credential] = client.credentials
    const foreign = `/v1/clients/${client.id}/credentials/${credential!.id}/revocation`
    expect((await stranger.post(foreign)).status).toBe(404)
    expect((await stranger.post(`/v1/clients/${client.id}/secrets`).send({})).status).toBe(404)
    await admin().post(`/v1/clients/${client.id}/revocation`)
    expect(await listed(client)).toEqual([])
    expect((await another(client)).status).toBe(404)
  })

  test('are the same for the release before: what it makes works here, and it knows the newest one', async () => {
    const { owner } = world.services.db
    const secretHash = asKeptBefore('made-by-the-release-before')
    const values = { organisationId: world.school.id, name: 'Client', secretHash, scopes: ['read' as const] }
    const made = await insertClient(owner, { ...values, createdAt: world.clock.now })
    expect(await statusWith(made, 'made-by-the-release-before')).toBe(200)
    const client = { ...made, secret: '', credentials: [] }
    world.clock.advance(1)
    const second = await another(client)
    const kept = async () =>
      (await owner.select().from(clients).where(eq(clients.id, made.id)))[0]!.secretHash
    expect(await kept()).not.toBe(secretHash)
    await end(client, second.body)
    expect(await kept()).toBe(keepSecret('made-by-the-release-before'))
    await end(client, (await listed(client))[0]!)
    expect(await kept()).toBe('')
    expect(await statusWith(made, '')).toBe(401)
  })

  test('are kept as a digest from the first time on that a client of the release before comes back', async () => {
    const { owner } = world.services.db
    const secretHash = asKeptBefore('a-secret-of-then')
    const values = { organisationId: world.school.id, name: 'Client', secretHash, scopes: ['read' as const] }
    const made = await insertClient(owner, { ...values, createdAt: world.clock.now })
    const kept = async () =>
      (await owner.select().from(clientCredentials).where(eq(clientCredentials.clientId, made.id)))[0]
        ?.secretHash
    expect(await statusWith(made, 'another-secret')).toBe(401)
    expect(await kept()).toBe(secretHash)
    expect(await statusWith(made, 'a-secret-of-then')).toBe(200)
    expect(await kept()).toBe(keepSecret('a-secret-of-then'))
    expect(await statusWith(made, 'another-secret')).toBe(401)
    expect(await statusWith(made, 'a-secret-of-then')).toBe(200)
    const change = owner.transaction(async (tx) => {
      await tx.execute(sql`set local role dcr_auth`)
      await tx.update(clientCredentials).set({ secretHash: keepSecret('theirs') })
    })
    await expect(change).rejects.toThrow()
    expect(await kept()).toBe(keepSecret('a-secret-of-then'))
  })

  test('leave lines in the ledger that hold no secret', async () => {
    const client = await register()
    const second = await another(client)
    await end(client, second.body)
    const auditor = world.as({ school: world.school, role: 'auditor' })
    const { items } = (await auditor.get(`/v1/audit?subject=${client.id}`)).body as {
      items: { action: string; details: object }[]
    }
    const told = items.filter(({ action }) => action !== 'client.register')
    expect(told.map(({ action, details }) => ({ action, details }))).toEqual([
      { action: 'client.make-secret', details: { credential: second.body.id } },
      { action: 'client.end-credential', details: { credential: second.body.id } },
    ])
  })
})
