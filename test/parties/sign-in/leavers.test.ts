import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { newMember } from '../../setup/member.ts'
import { type Client, clientFor, newWorld, type World } from '../../setup/world.ts'

type Made = { id: string; secret: string; credentials: { id: string }[] }

describe('a secret that a member has made, and so knows', () => {
  let world: World
  const admin = (memberId?: string) =>
    world.as({ school: world.school, role: 'admin', ...(memberId && { memberId }) })
  const newAdmin = () => newMember(world, world.school, ['admin'])
  const patch = (who: Client, path: string, body: object) => who.patch(path).set('if-match', '*').send(body)
  const leave = (memberId: string, who = admin(), more: object = {}) =>
    patch(who, `/v1/members/${memberId}`, { active: false, ...more })
  const register = async (who: Client): Promise<Made> =>
    (await who.post('/v1/clients').send({ name: 'Client One', scopes: ['administer', 'read'] })).body
  const ask = ({ id }: { id: string }, secret: string, member?: string) =>
    world.anyone.post('/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      ...(member && { member }),
    })

  beforeAll(async () => {
    world = await newWorld()
    await patch(admin(), '/v1/settings', { secondPersonForRights: false })
  })

  test('ends with their membership, which says so and is written down, and no other does', async () => {
    const leaver = await newAdmin()
    const client = await register(admin(leaver))
    const { body: others } = await admin().post(`/v1/clients/${client.id}/secrets`).send({})
    const renamed = await patch(admin(), `/v1/members/${leaver}`, { name: 'Admin Two' })
    expect(renamed.body.endedCredentials).toEqual([])
    const { status, body } = await leave(leaver)
    const ended = { clientId: client.id, id: client.credentials[0]!.id }
    expect([status, body.active, body.endedCredentials]).toEqual([200, false, [ended]])
    expect((await ask(client, client.secret)).status).toBe(401)
    expect((await ask(client, others.secret)).status).toBe(200)
    const lines = (await admin().get('/v1/audit?limit=200')).body.items as object[]
    const details = { credential: ended.id, with: leaver }
    expect(lines).toContainEqual(
      expect.objectContaining({ action: 'client.end-credential', subjectId: client.id, details }),
    )
    await patch(admin(), `/v1/members/${leaver}`, { active: true })
    expect((await ask(client, client.secret)).status).toBe(401)
  })

  test('goes on where whoever ends the membership answers for it, until they leave', async () => {
    const [leaver, keeper] = [await newAdmin(), await newAdmin()]
    const client = await register(admin(leaver))
    const kept = await leave(leaver, admin(keeper), { keepCredentials: true })
    expect([kept.body.active, kept.body.endedCredentials]).toEqual([false, []])
    expect((await ask(client, client.secret)).status).toBe(200)
    expect((await leave(keeper)).body.endedCredentials).toHaveLength(1)
    expect((await ask(client, client.secret)).status).toBe(401)
  })

  const tokenOf = async (client: Made, secret = client.secret, member?: string) =>
    clientFor(world.app, Promise.resolve((await ask(client, secret, member)).body.access_token as string))

  test('ends together with the tokens that it gave, which read and make nothing more', async () => {
    const leaver = await newAdmin()
    const client = await register(admin(leaver))
    const nobody = await tokenOf(client)
    const named = await tokenOf(client, client.secret, world.school.members.admin)
    for (const who of [nobody, named]) expect((await who.get('/v1/clients')).status).toBe(200)
    expect((await leave(leaver)).body.endedCredentials).toHaveLength(1)
    for (const who of [nobody, named]) {
      const read = await who.get('/v1/clients')
      expect([read.status, read.body.detail]).toEqual([
        401,
        'The client of this token has been revoked, its secret or key has ended, or whoever signed in is no longer this member. Ask for a new token.',
      ])
      expect((await who.post(`/v1/clients/${client.id}/secrets`).send({})).status).toBe(401)
    }
  })

  test('ends with what was made by it in nobody’s name, another secret or another client', async () => {
    const leaver = await newAdmin()
    const client = await register(admin(leaver))
    const itself = await tokenOf(client)
    const { body: second } = await itself.post(`/v1/clients/${client.id}/secrets`).send({})
    const made = await register(await tokenOf(client, second.secret))
    expect([second.grantId, (await ask(made, made.secret)).status]).toEqual([null, 200])
    const { body } = await leave(leaver)
    const ended = [client.credentials[0]!.id, second.id, made.credentials[0]!.id]
    const told = (body.endedCredentials as { id: string }[]).map(({ id }) => id)
    expect(told.sort()).toEqual(ended.sort())
    expect((await ask(client, second.secret)).status).toBe(401)
    expect((await ask(made, made.secret)).status).toBe(401)
  })

  test('ends with their membership where one is made at the very same time, too', async () => {
    const leaver = await newAdmin()
    const client = await register(admin(leaver))
    const itself = await tokenOf(client)
    const { owner } = world.services.db
    const both: PromiseLike<{ status: number; body: Record<string, unknown> }>[] = []
    await owner.transaction(async (tx) => {
      await tx.execute(sql`select from clients where id = ${client.id} for update`)
      both.push(
        itself
          .post(`/v1/clients/${client.id}/secrets`)
          .send({})
          .then((answer) => answer),
      )
      await waiting(1)
      both.push(leave(leaver).then((answer) => answer))
      await waiting(2)
    })
    const [made, left] = await Promise.all(both)
    expect([made!.status, left!.status]).toEqual([201, 200])
    expect((await ask(client, String(made!.body.secret))).status).toBe(401)
  })

  /** Until so many wait for a lock. */
  async function waiting(many: number): Promise<void> {
    const { owner } = world.services.db
    await expect
      .poll(
        async () => {
          const rows = (await owner.execute(
            sql`select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          )) as unknown[]
          return rows.length
        },
        { timeout: 20_000 },
      )
      .toBe(many)
  }

  test('does not end where it is the last one of the client that this is asked through', async () => {
    const leaver = await newAdmin()
    const client = await register(admin(leaver))
    const { body } = await ask(client, client.secret, world.school.members.admin)
    const through = clientFor(world.app, Promise.resolve(body.access_token))
    const refused = await leave(leaver, through)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'The client that you ask through would have no secret or key left. Make another one for it first, or keep those it has with "keepCredentials".',
    ])
    expect((await admin().get(`/v1/members/${leaver}`)).body.active).toBe(true)
    expect((await ask(client, client.secret)).status).toBe(200)
    expect((await leave(leaver, through, { keepCredentials: true })).status).toBe(200)
  })
})
