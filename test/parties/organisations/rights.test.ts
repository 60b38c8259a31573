import { beforeAll, describe, expect, test } from 'vitest'
import { scopes } from '../../../src/platform/auth/access.ts'
import { newMember } from '../../setup/member.ts'
import { type Client, clientFor, newWorld, type World } from '../../setup/world.ts'

type Registered = { id: string; secret: string }

describe('rights in an organisation', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  const admin = () => world.as({ school: world.school, role: 'admin' })

  const register = async (client: Client): Promise<Registered> => {
    const answer = await client.post('/v1/clients').send({ name: 'Client One', scopes })
    expect(answer.status).toBe(201)
    return answer.body
  }

  /** Asks with a token of this client, made now, that names nobody. */
  const through = async ({ id, secret }: Registered): Promise<Client> => {
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
    const { body } = await world.anyone.post('/oauth/token').send(form)
    return clientFor(world.app, Promise.resolve(body.access_token))
  }

  test('are given by nobody to themselves: not a role, and not the membership that ended', async () => {
    const { as, school } = world
    const memberId = await newMember(world, school, ['admin', 'coordinator'])
    const change = (who: Client, body: object) =>
      who.patch(`/v1/members/${memberId}`).set('if-match', '*').set('accept-language', 'lv').send(body)
    const self = as({ school, role: 'admin', memberId })
    const refused = await change(self, { roles: ['admin', 'coordinator', 'issuer'] })
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      'Neviens nevar piešķirt lomu pats sev. Lūdziet to citam administratoram.',
    ])
    // What they have they may keep, and give up.
    expect((await change(self, { name: 'Admin Two', roles: ['admin'] })).status).toBe(200)
    expect((await change(admin(), { active: false })).status).toBe(200)
    expect((await change(self, { active: true })).status).toBe(403)
    expect((await self.post('/v1/clients').send({ name: 'Left behind', scopes })).status).toBe(403)
    expect((await change(admin(), { active: true })).status).toBe(200)
  })

  test('do not outlive the client that made others, where it is said since when it was in the wrong hands', async () => {
    const taken = await register(admin())
    const before = await register(await through(taken))
    world.clock.advance(1)
    const since = world.clock.now.toISOString()
    const after = await register(await through(taken))
    const grandchild = await register(await through(after))
    const beside = await register(admin())
    const revoke = (id: string, body?: object) => admin().post(`/v1/clients/${id}/revocation`).send(body)

    const ahead = await revoke(taken.id, {
      since: new Date(world.clock.now.getTime() + 301_000).toISOString(),
    })
    expect([ahead.status, ahead.body.errors[0].pointer]).toEqual([422, '/since'])
    const unaware = await revoke(taken.id)
    expect([unaware.status, unaware.body.revokedWith]).toEqual([200, []])
    // It is found out later.
    const { body } = await revoke(taken.id, { since })
    const idsOf = (clients: { id: string }[]) => clients.map(({ id }) => id).sort()
    expect(idsOf(body.revokedWith)).toEqual(idsOf([after, grandchild]))
    expect(body.revokedWith[0].revokedAt).toBe(since)

    const { items } = (await admin().get('/v1/clients?limit=200')).body
    const left = (items as { id: string; revokedAt: string | null }[]).filter(({ revokedAt }) => !revokedAt)
    expect(idsOf(left)).toEqual(expect.arrayContaining(idsOf([before, beside])))
    expect(idsOf(left)).not.toContain(after.id)
    const lines = (await admin().get('/v1/audit?limit=200')).body.items as {
      action: string
      subjectId: string
      details: object
    }[]
    expect(lines.filter(({ action }) => action === 'client.revoke')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subjectId: grandchild.id, details: { with: taken.id } }),
        expect.objectContaining({ subjectId: taken.id, details: { since } }),
      ]),
    )
  })
})
