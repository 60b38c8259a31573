import { readdirSync, readFileSync } from 'node:fs'
import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { newMember } from '../../setup/member.ts'
import { documentOf, operationsOf, type Schema } from '../../setup/operations.ts'
import { type Client, clientFor, newWorld, type Who, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

/** Rows of the table that give somebody a right, and those that look as if they did. */
const gives = Object.values<Action>(actions).filter((action) => action.gives)
const givesNothing: Record<string, string> = {
  registerOrganisation: 'the organisation is new: nobody administers it yet',
  inviteToDesk: 'it gives roles only at a host that nobody administers: there are no two there',
  registerWebhook: 'its secret opens nothing here: whoever receives knows by it that we sent',
  makeWebhookSecret: 'the same',
  changeWebhook: 'where it is told of what its organisation sees already, which any administrator says',
}

describe('an organisation with two administrators', () => {
  let world: World
  let second: string
  const admin = (over: Partial<Who> = {}) => world.as({ school: world.school, role: 'admin', ...over })
  const other = (over: Partial<Who> = {}) => admin({ memberId: second, ...over })
  const patch = (who: Client, path: string, body: object) => who.patch(path).set('if-match', '*').send(body)
  const confirm = (who: Client, grantId: unknown) => who.post(`/v1/grants/${grantId}/confirmation`)
  const ok = async (asked: PromiseLike<{ status: number; body: Body; text: string }>) => {
    const { status, body, text } = await asked
    expect([status < 300, text]).toEqual([true, text])
    return body
  }
  const askToken = (id: unknown, secret: unknown) =>
    world.anyone
      .post('/oauth/token')
      .send({ grant_type: 'client_credentials', client_id: id, client_secret: secret })
  const newClient = async () => {
    const client = await ok(
      admin()
        .post('/v1/clients')
        .send({ name: 'Client One', scopes: ['administer'] }),
    )
    await ok(confirm(other(), client.grantId))
    return client
  }

  beforeAll(async () => {
    world = await newWorld()
    second = await newMember(world, world.school, ['admin'])
  })

  /** How each row is asked to give something, and how it is seen whether that was given. */
  const asks: Record<string, () => Promise<{ asked: Body; has: () => Promise<unknown>; without: unknown }>> =
    {
      registerMember: async () => {
        const sent = { name: 'Issuer Two', roles: ['issuer'], subject: 'issuer-two' }
        const asked = await ok(admin().post('/v1/members').send(sent))
        return { asked, has: () => memberOf(asked.id), without: { roles: [], subject: null, active: true } }
      },
      changeMember: async () => {
        const id = await newMember(world, world.school, ['mentor'])
        await ok(patch(admin(), `/v1/members/${id}`, { active: false }))
        const sent = { active: true, roles: ['mentor', 'validator'], subject: 'validator-two' }
        const asked = await ok(patch(admin(), `/v1/members/${id}`, sent))
        return {
          asked,
          has: () => memberOf(id),
          without: { roles: ['mentor'], subject: null, active: false },
        }
      },
      registerClient: async () => {
        const asked = await ok(
          admin()
            .post('/v1/clients')
            .send({ name: 'Client', scopes: ['read'] }),
        )
        const has = async () => (await askToken(asked.id, asked.secret)).body.scope
        return { asked, has, without: '' }
      },
      makeClientSecret: async () => {
        const { id } = world.school
        const asked = await ok(admin().post(`/v1/clients/${id}/secrets`).send({}))
        const has = async () => (await askToken(id, asked.secret)).status
        return { asked, has, without: 401 }
      },
      registerClientKey: async () => {
        const { id } = world.school
        const { publicKey } = await generateKeyPair('ES256')
        const key = { jwk: await exportJWK(publicKey) }
        const asked = await ok(admin().post(`/v1/clients/${id}/keys`).send(key))
        const has = async () => {
          const { items } = await ok(admin().get('/v1/clients?limit=200'))
          const clients = items as { id: string; credentials: { id: string }[] }[]
          return clients.find((client) => client.id === id)!.credentials.some(({ id }) => id === asked.id)
        }
        return { asked, has, without: false }
      },
      changeSettings: async () => {
        await ok(patch(admin({ signedIn: true }), '/v1/settings', { requireSignIn: true }))
        const switchedOff = { requireSignIn: null, secondPersonForRights: false, evidenceDays: 31 }
        const asked = await ok(patch(admin({ signedIn: true }), '/v1/settings', switchedOff))
        expect(asked.evidenceDays).toBe(31)
        const has = async () => {
          const { requireSignIn, secondPersonForRights } = await ok(admin().get('/v1/settings'))
          return [requireSignIn, secondPersonForRights]
        }
        return { asked, has, without: [true, true] }
      },
    }

  async function memberOf(id: unknown) {
    const { roles, subject, active } = await ok(admin().get(`/v1/members/${id}`))
    return { roles, subject, active }
  }

  test('has a way to try for everything that the table says to give a right', () => {
    expect(gives.map(({ key }) => key).sort()).toEqual(Object.keys(asks).sort())
  })

  test.each(gives.map(({ key }) => key))('gives by both what %s gives', async (key) => {
    const signedIn = { signedIn: true } as const
    const { asked, has, without } = await asks[key]!()
    expect(asked.grantId).toEqual(expect.any(String))
    expect(await has()).toEqual(without)
    expect((await confirm(admin(signedIn), asked.grantId)).status).toBe(403)
    expect(await has()).toEqual(without)
    // Where people sign in themselves, no secret of a client is the second person.
    if (key === 'changeSettings') expect((await confirm(other(), asked.grantId)).status).toBe(403)
    await ok(confirm(other(signedIn), asked.grantId))
    expect(await has()).not.toEqual(without)
    if (key === 'changeSettings') await ok(patch(admin(), '/v1/settings', { secondPersonForRights: true }))
  })

  test('leaves nobody alone by taking the role from the other one, for a week', async () => {
    const leaver = await newMember(world, world.stranger, ['admin'])
    const alone = (over: Partial<Who> = {}) => world.as({ school: world.stranger, role: 'admin', ...over })
    const waits = async () => {
      const sent = { name: 'Issuer Two', roles: ['issuer'] }
      return (await ok(alone().post('/v1/members').send(sent))).grantId !== null
    }
    await ok(patch(alone(), `/v1/members/${leaver}`, { active: false }))
    expect((await alone({ memberId: leaver }).get('/v1/grants')).status).toBe(403)
    expect(await waits()).toBe(true)
    world.clock.advance(8)
    expect(await waits()).toBe(false)
    // Whoever gives it up themselves has left the other one to act.
    const another = await newMember(world, world.stranger, ['admin'])
    expect(await waits()).toBe(true)
    const self = alone({ memberId: another })
    await ok(patch(self, `/v1/members/${another}`, { active: false }))
    expect(await waits()).toBe(false)
  })

  test('says where one client asked and confirmed, and not two who had both signed in', async () => {
    const client = await newClient()
    const through = async (member?: string) => {
      const of = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
      const { access_token: token } = await ok(
        world.anyone.post('/oauth/token').send({ ...of, ...(member && { member }) }),
      )
      return clientFor(world.app, Promise.resolve(String(token)))
    }
    const theirs = await through(second)
    const [nobody, mine] = [await through(), await through(world.school.members.admin)]
    const signedIn = { signedIn: true } as const
    const decided = async (asker: Client, ...confirming: Client[]) => {
      const sent = { name: 'Issuer Five', roles: ['issuer'] }
      const { grantId } = await ok(asker.post('/v1/members').send(sent))
      let grant: Body = {}
      for (const who of confirming) grant = await ok(confirm(who, grantId))
      const { items } = await ok(admin().get(`/v1/audit?subject=${grantId}&action=grant.confirm`))
      const details = (items as { details: Body }[]).at(-1)!.details
      expect([grant.state, details.byOneClient]).toEqual(['confirmed', grant.byOneClient])
      return grant.byOneClient
    }
    expect(await decided(admin(), other())).toBe(true)
    expect(await decided(admin(), theirs)).toBe(false)
    expect(await decided(admin(signedIn), other())).toBe(true)
    expect(await decided(admin(), other(signedIn))).toBe(true)
    expect(await decided(admin(signedIn), other(signedIn))).toBe(false)
    expect(await decided(nobody, mine, other())).toBe(false)
    expect(await decided(nobody, admin(), other())).toBe(true)
    expect(await decided(nobody, admin(signedIn), other(signedIn))).toBe(false)
    const { grantId } = await ok(
      admin()
        .post('/v1/members')
        .send({ name: 'Mentor', roles: ['mentor'] }),
    )
    const { items } = await ok(admin().get('/v1/grants?state=proposed&limit=200'))
    expect(items).toContainEqual(expect.objectContaining({ id: grantId, byOneClient: null }))
  })

  test('lets a client replace its own secret in nobody’s name, and a person not', async () => {
    const client = await newClient()
    const { body } = await askToken(client.id, client.secret)
    const itself = clientFor(world.app, Promise.resolve(body.access_token as string))
    const made = await ok(itself.post(`/v1/clients/${client.id}/secrets`).send({}))
    expect([made.grantId, (await askToken(client.id, made.secret)).status]).toEqual([null, 200])
    const of = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
    const named = await ok(world.anyone.post('/oauth/token').send({ ...of, member: second }))
    const person = clientFor(world.app, Promise.resolve(String(named.access_token)))
    const { publicKey } = await generateKeyPair('ES256')
    const key = { jwk: await exportJWK(publicKey) }
    expect((await ok(person.post(`/v1/clients/${client.id}/keys`).send(key))).grantId).not.toBeNull()
  })

  test('finds room for a secret when it is confirmed, not when it was asked for', async () => {
    const { id } = await newClient()
    const secrets = `/v1/clients/${id}/secrets`
    const [first, further] = [
      await ok(admin().post(secrets).send({})),
      await ok(admin().post(secrets).send({})),
    ]
    await ok(confirm(other(), first.grantId))
    expect((await confirm(other(), further.grantId)).status).toBe(409)
    expect((await askToken(id, further.secret)).status).toBe(401)
  })

  test('takes what a secret asks for in a person’s name as asked by nobody, where people sign in themselves', async () => {
    const signedIn = { signedIn: true } as const
    await ok(patch(admin(signedIn), '/v1/settings', { requireSignIn: true }))
    const asked = await ok(
      admin()
        .post('/v1/members')
        .send({ name: 'Issuer Three', roles: ['issuer'] }),
    )
    expect((await ok(confirm(other(signedIn), asked.grantId))).state).toBe('proposed')
    expect((await confirm(other(signedIn), asked.grantId)).status).toBe(403)
    expect((await ok(confirm(admin(signedIn), asked.grantId))).state).toBe('confirmed')
    const off = await ok(patch(admin(signedIn), '/v1/settings', { requireSignIn: false }))
    await ok(confirm(other(signedIn), off.grantId))
  })

  test('keeps from the ledger who it is that signs in', async () => {
    const { items } = await ok(admin().get('/v1/audit?limit=200'))
    expect(JSON.stringify(items)).toContain('grant.confirm')
    expect(JSON.stringify(items)).not.toContain('issuer-two')
  })

  test('gives one of two confirmations at once, and the right once', async () => {
    const third = await newMember(world, world.school, ['admin'])
    const { grantId, id } = await ok(
      admin()
        .post('/v1/members')
        .send({ name: 'Issuer Four', roles: ['issuer'] }),
    )
    const answers = await Promise.all(
      [other(), admin({ memberId: third })].map((who) => confirm(who, grantId)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await memberOf(id)).roles).toEqual(['issuer'])
  })
})

describe('what gives a right', () => {
  const rights = ['roles', 'scopes', 'subject', 'active', 'jwk', 'requireSignIn', 'secondPersonForRights']

  test('stands in the table as such: whatever takes roles, scopes, a key, or who signs in, or answers with a secret', async () => {
    const { app } = await newWorld()
    const { schemas } = documentOf(app).components
    const propertiesOf = (content?: Record<string, { schema?: Schema }>): string[] => {
      const found: string[] = []
      const look = (schema: unknown, depth: number): void => {
        if (typeof schema !== 'object' || schema === null || depth > 4) return
        const { $ref, properties, anyOf } = schema as {
          $ref?: string
          properties?: Schema
          anyOf?: unknown[]
        }
        if ($ref) look(schemas[$ref.split('/').at(-1)!], depth)
        for (const part of anyOf ?? []) look(part, depth)
        for (const [name, property] of Object.entries(properties ?? {})) {
          found.push(name)
          look(property, depth + 1)
        }
      }
      for (const { schema } of Object.values(content ?? {})) look(schema, 0)
      return found
    }
    const giving = operationsOf(app).filter(({ method, responses, requestBody }) => {
      if (method === 'get') return false
      const answered = Object.entries(responses).filter(([status]) => status.startsWith('2'))
      const isTold = answered.some(([, { content }]) => propertiesOf(content).includes('secret'))
      return isTold || propertiesOf(requestBody?.content).some((name) => rights.includes(name))
    })
    const known = [...gives.map(({ key }) => key), ...Object.keys(givesNothing)]
    expect(giving.map(({ operationId }) => operationId).sort()).toEqual(known.sort())
  })

  test('is written by verbs that ask for a second person, and by those that confirm or come before anybody', () => {
    const writers =
      /\b(insertMember|updateMember|insertClient|writeScopes|insertCredential|reviveCredential|writeSettings)\(/
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !/(\/|-)store\.ts$/.test(path),
    )
    const writing = files.filter((path) => writers.test(readFileSync(`src/${path}`, 'utf8')))
    const unasked = writing.filter((path) => !readFileSync(`src/${path}`, 'utf8').includes('proposeGrant('))
    expect(writing.length).toBeGreaterThan(6)
    expect(unasked.sort()).toEqual([
      'parties/grants/decide-grant.ts',
      'parties/organisations/at-the-machine/make-first-client.ts',
      // Whoever has the machine has the database, too.
      'parties/organisations/at-the-machine/register-at-machine.ts',
      'parties/organisations/at-the-machine/renew-secret.ts',
      'parties/organisations/register-organisation.ts',
      // At a host that nobody administers, where no second person is; elsewhere it gives no role.
      'recognition/desks/invite-to-desk.ts',
    ])
  })
})
