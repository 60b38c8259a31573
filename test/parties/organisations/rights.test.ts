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
    // So long somebody whom another one deactivated still counts as an administrator.
    world.clock.advance(8)
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

  describe('with two administrators', () => {
    const second = async () => {
      const memberId = await newMember(world, world.stranger, ['admin'])
      return world.as({ school: world.stranger, role: 'admin', memberId })
    }
    const first = () => world.as({ school: world.stranger, role: 'admin' })
    const rolesOf = async (id: string) => (await first().get(`/v1/members/${id}`)).body.roles
    const confirm = (who: Client, id: string) => who.post(`/v1/grants/${id}/confirmation`)

    test('are given by both of them, and taken away by either at once', async () => {
      const other = await second()
      const { body: member } = await first()
        .post('/v1/members')
        .send({ name: 'Issuer Two', roles: ['issuer'] })
      expect([member.roles, member.grantId]).toEqual([[], expect.any(String)])
      const alone = await confirm(first(), member.grantId)
      expect([alone.status, await rolesOf(member.id)]).toEqual([403, []])
      const work = (await other.get('/v1/work')).body.items as { kind: string; id: string }[]
      expect(work).toContainEqual(expect.objectContaining({ kind: 'grant', id: member.grantId }))
      expect((await first().get('/v1/work')).body.items).not.toContainEqual(
        expect.objectContaining({ id: member.grantId }),
      )
      expect((await confirm(other, member.grantId)).body.state).toBe('confirmed')
      expect(await rolesOf(member.id)).toEqual(['issuer'])
      expect((await confirm(other, member.grantId)).status).toBe(409)

      const change = (body: object) =>
        first().patch(`/v1/members/${member.id}`).set('if-match', '*').send(body)
      const swapped = (await change({ roles: ['validator'] })).body
      expect([swapped.roles, swapped.grantId]).toEqual([[], expect.any(String)])
      expect((await other.post(`/v1/grants/${swapped.grantId}/dismissal`)).body.state).toBe('rejected')
      expect(await rolesOf(member.id)).toEqual([])
    })

    test('hold for clients too: one that waits may do nothing', async () => {
      const other = await second()
      const { body: client } = await first()
        .post('/v1/clients')
        .send({ name: 'Client Two', scopes: ['read'] })
      expect(client.scopes).toEqual([])
      const asked = () => through(client)
      expect((await (await asked()).get('/v1/people')).status).toBe(403)
      expect((await confirm(other, client.grantId)).status).toBe(200)
      expect((await (await asked()).get('/v1/people')).status).toBe(200)
    })

    test('of which no person asked take both', async () => {
      const other = await second()
      const nobody = world.as({ school: world.stranger })
      const { body: member } = await nobody
        .post('/v1/members')
        .send({ name: 'Mentor Two', roles: ['mentor'] })
      expect((await confirm(first(), member.grantId)).body.state).toBe('proposed')
      expect((await confirm(first(), member.grantId)).status).toBe(403)
      expect((await confirm(other, member.grantId)).body.state).toBe('confirmed')
      expect(await rolesOf(member.id)).toEqual(['mentor'])
    })

    test('are not given any more where whoever asked for them lost their own', async () => {
      const other = await second()
      const asking = await newMember(world, world.stranger, ['admin'])
      const leaver = world.as({ school: world.stranger, role: 'admin', memberId: asking })
      const { body: member } = await leaver.post('/v1/members').send({ name: 'Left', roles: ['admin'] })
      await first()
        .patch(`/v1/members/${asking}`)
        .set('if-match', '*')
        .send({ roles: ['auditor'] })
      expect((await confirm(other, member.grantId)).status).toBe(409)
      expect(await rolesOf(member.id)).toEqual([])
    })

    test('are given by one again once both have said so', async () => {
      const other = await second()
      const change = (body: object) => first().patch('/v1/settings').set('if-match', '*').send(body)
      const { body } = await change({ secondPersonForRights: false, evidenceDays: 31 })
      expect([body.secondPersonForRights, body.evidenceDays]).toEqual([true, 31])
      expect((await confirm(first(), body.grantId)).status).toBe(403)
      expect((await confirm(other, body.grantId)).status).toBe(200)
      const { body: member } = await first()
        .post('/v1/members')
        .send({ name: 'Mentor', roles: ['mentor'] })
      expect([member.roles, member.grantId]).toEqual([['mentor'], null])
      expect((await change({ secondPersonForRights: true })).body.grantId).toBeNull()
    })
  })
})
