import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { batches, batchItems } from '../../../src/db/schema/exchange/batches.ts'
import { clients, members } from '../../../src/db/schema/parties/organisations.ts'
import { people } from '../../../src/db/schema/parties/people.ts'
import { forgetBatches } from '../../../src/exchange/batches/forget-batches.ts'
import { claimItem } from '../../../src/exchange/batches/queue-store.ts'
import { runBatches } from '../../../src/exchange/batches/run-batches.ts'
import { errandsTo } from '../../../src/platform/auth/errand.ts'
import { batchOf, itemsOf, workOff } from '../../setup/batches.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

const learner = (externalId: string, more: object = {}) => ({
  givenName: 'Learner',
  familyName: 'One',
  birthDate: '2006-05-14',
  externalId,
  sameNameIsAnother: true,
  ...more,
})

describe('a batch', () => {
  let world: World
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

  beforeAll(async () => {
    world = await newWorld()
  })

  const registered = (externalId: string) =>
    world.services.db.owner.select().from(people).where(eq(people.externalId, externalId))
  const start = async (body: object, client = coordinator()) =>
    (await client.post('/v1/batches').send(body).expect(202)).body

  test('does each item as the request that it stands for, and never stops at a refusal', async () => {
    const items = [
      { id: 'first', body: learner('B-1') },
      { id: 'second', body: learner('B-1') },
      { body: learner('B-2') },
    ]
    const answer = await coordinator().post('/v1/batches').send({ action: 'registerLearner', items })
    expect(answer.status).toBe(202)
    expect(answer.headers.location).toBe(`/v1/batches/${answer.body.id}`)
    expect(answer.body.counts).toEqual({ waiting: 3, done: 0, refused: 0, unchanged: 0, cancelled: 0 })
    await workOff(world)
    const ended = await itemsOf(coordinator(), answer.body.id)
    expect(ended.map(({ id, state, status }) => [id, state, status])).toEqual([
      ['first', 'done', 201],
      ['second', 'refused', 409],
      [null, 'done', 201],
    ])
    const [made] = await registered('B-1')
    expect(ended[0]!.resultId).toBe(made!.id)
    expect(ended[1]!.problem).toMatchObject({ status: 409, type: expect.stringMatching(/^urn:problem:/) })
    const { body } = await coordinator().get(answer.headers.location!).expect(200)
    expect(body).toMatchObject({ state: 'finished', counts: { waiting: 0, done: 2, refused: 1 } })
    const lines = await world.services.db.owner
      .select()
      .from(ledger)
      .where(sql`${ledger.requestId} like ${`batch:${body.id}:%`}`)
    expect(lines.map(({ requestId, action, memberId }) => [requestId, action, memberId])).toEqual(
      [0, 2].map((place) => [
        `batch:${body.id}:${place}`,
        'person.register',
        world.school.members.coordinator,
      ]),
    )
    const left = await world.services.db.owner
      .select({ said: batchItems.said })
      .from(batchItems)
      .where(eq(batchItems.batchId, body.id))
      .orderBy(batchItems.position)
    expect(left.map(({ said }) => said === null)).toEqual([true, false, true])
    expect(left[1]!.said).not.toContain('2006-05-14')
  })

  test('is taken up whole or not at all: every fault is named by its item and place', async () => {
    const before = await world.services.db.owner.$count(batches)
    const send = (body: object) => coordinator().post('/v1/batches').send(body)
    const faulty = await send({
      action: 'registerLearner',
      items: [
        { id: 'a', body: learner('B-9', { birthDate: 'soon', shoeSize: 41 }) },
        { id: 'a', params: { id: 'none' } },
      ],
    })
    expect(faulty.status).toBe(400)
    const places = (faulty.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
    expect(places.sort()).toEqual([
      '/items/0/body/birthDate',
      '/items/0/body/shoeSize',
      '/items/1/body',
      '/items/1/id',
      '/items/1/params/id',
    ])
    const unversioned = { action: 'correctLearner', items: [{ params: { id: world.school.id }, body: {} }] }
    expect((await send(unversioned)).body.errors).toMatchObject([{ pointer: '/items/0/ifMatch' }])
    for (const action of [
      'noSuchThing',
      'startBatch',
      'makeSigningLink',
      'readDecisionBasis',
      'signAgreement ',
    ])
      expect((await send({ action, items: [{}] })).body.errors).toMatchObject([{ pointer: '/action' }])
    const many = Array.from({ length: 501 }, () => ({ body: learner('B-9') }))
    expect((await send({ action: 'registerLearner', items: many })).status).toBe(400)
    expect(await world.services.db.owner.$count(batches)).toBe(before)
    expect(await registered('B-9')).toEqual([])
  })

  test('of one action never does another that shares its route', async () => {
    const { id } = await given(world).opened()
    const asked = { action: 'withdraw', reason: 'It ended early.' }
    const items = [{ params: { id }, body: asked }]
    const refused = await coordinator().post('/v1/batches').send({ action: 'completeIdentification', items })
    expect(refused.body.errors).toMatchObject([{ pointer: '/items/0/body/action' }])
    const [ended] = await batchOf(world, coordinator(), { action: 'withdrawRecognition', items })
    expect(ended).toMatchObject({ state: 'done' })
  })

  test('is refused from the item on at which its client is revoked', async () => {
    const { owner } = world.services.db
    const items = ['B-30', 'B-31', 'B-32', 'B-33'].map((externalId) => ({ body: learner(externalId) }))
    const batch = await start({ action: 'registerLearner', items })
    const send = errandsTo(async () => world.app)
    let sent = 0
    await runBatches(world.services, async (...errand) => {
      sent += 1
      if (sent === 3)
        await owner.update(clients).set({ revokedAt: world.clock.now }).where(eq(clients.id, world.school.id))
      return send(...errand)
    })
    await owner.update(clients).set({ revokedAt: null }).where(eq(clients.id, world.school.id))
    expect((await itemsOf(coordinator(), batch.id)).map(({ state, status }) => [state, status])).toEqual([
      ['done', 201],
      ['done', 201],
      ['refused', 401],
      ['refused', 401],
    ])
  })

  test('is done with the rights that whoever asked has when it is done', async () => {
    const { owner } = world.services.db
    const memberId = await newMember(world, world.school, ['coordinator'])
    const theirs = world.as({ school: world.school, role: 'coordinator', memberId })
    const body = { action: 'registerLearner', items: [{ body: learner('B-20') }] }
    const batch = await start(body, theirs)
    await owner.update(members).set({ active: false }).where(eq(members.id, memberId))
    await workOff(world)
    await owner.update(members).set({ active: true }).where(eq(members.id, memberId))
    expect(await itemsOf(theirs, batch.id)).toMatchObject([{ state: 'refused', status: 403 }])

    const later = await start({ ...body, items: [{ body: learner('B-21') }] })
    await owner
      .update(clients)
      .set({ scopes: ['read'] })
      .where(eq(clients.id, world.school.id))
    await workOff(world)
    const scopes = ['read', 'register', 'recognise', 'administer', 'operate'] as const
    await owner
      .update(clients)
      .set({ scopes: [...scopes] })
      .where(eq(clients.id, world.school.id))
    expect(await itemsOf(coordinator(), later.id)).toMatchObject([{ state: 'refused', status: 403 }])
    expect([...(await registered('B-20')), ...(await registered('B-21'))]).toEqual([])

    const mentor = world.as({ school: world.school, role: 'mentor' })
    expect((await mentor.post('/v1/batches').send(body)).status).toBe(403)
    const reader = world.as({ school: world.school, role: 'coordinator', scopes: ['read'] })
    expect((await reader.post('/v1/batches').send(body)).status).toBe(403)
  })

  test('is seen by who asked for it, and by nobody else', async () => {
    const { id } = await start({ action: 'registerLearner', items: [{ body: learner('B-30') }] })
    const others = [
      world.as({ school: world.school, role: 'admin' }),
      world.as({ school: world.school }),
      world.as({ school: world.host, role: 'coordinator' }),
    ]
    for (const other of others) {
      for (const path of ['', '/items', '/result.json', '/result.csv', '/progress'])
        expect((await other.get(`/v1/batches/${id}${path}`)).status).toBe(404)
      expect((await other.post(`/v1/batches/${id}/cancellation`)).status).toBe(404)
      const { body } = await other.get('/v1/batches')
      expect(body.items.map((batch: { id: string }) => batch.id)).not.toContain(id)
    }
    await workOff(world)
  })

  test('that is cancelled finishes what has begun, and does nothing of the rest', async () => {
    const items = Array.from({ length: 5 }, (_, place) => ({ body: learner(`B-4${place}`) }))
    const { id } = await start({ action: 'registerLearner', items })
    const { owner } = world.services.db
    const now = world.clock.now
    await claimItem(owner, id, now, new Date(now.getTime() + 60_000))
    const { body } = await coordinator().post(`/v1/batches/${id}/cancellation`).expect(200)
    expect(body).toMatchObject({ state: 'running', counts: { waiting: 1, cancelled: 4 } })
    await owner.update(batchItems).set({ leasedUntil: null }).where(eq(batchItems.batchId, id))
    await workOff(world)
    const ended = await itemsOf(coordinator(), id)
    expect(ended.map(({ state }) => state)).toEqual(['done', ...Array(4).fill('cancelled')])
    expect((await coordinator().post(`/v1/batches/${id}/cancellation`)).status).toBe(409)
    expect(await registered('B-41')).toEqual([])
  })

  test('tells apart what had been done before', async () => {
    const admin = world.as({ school: world.school, role: 'admin' })
    const item = { params: { id: world.stranger.id }, body: { country: 'LT' } }
    const ended = await batchOf(world, admin, { action: 'correctCountry', items: [item, item] })
    expect(ended.map(({ state }) => state)).toEqual(['done', 'unchanged'])
  })

  test('does no item twice, however many are at it and wherever they are stopped', async () => {
    const items = Array.from({ length: 30 }, (_, place) => ({
      body: learner(`B-5${place}`),
    }))
    const { id } = await start({ action: 'registerLearner', items })
    const errands = errandsTo(async () => world.app)
    let answered = 0
    // Every third time, what was answered is never heard of: as if the process had been killed there.
    const dying: typeof errands = async (...asked) => {
      const answer = await errands(...asked)
      answered += 1
      if (answered % 3 === 0) throw new Error('killed')
      return answer
    }
    for (let turn = 0; turn < 6; turn += 1) {
      await Promise.all([1, 2, 3].map(() => runBatches(world.services, dying)))
      world.clock.now = new Date(world.clock.now.getTime() + 200_000)
    }
    const ended = await itemsOf(coordinator(), id)
    expect(ended.map(({ state }) => state)).toEqual(items.map(() => 'done'))
    const rows = await world.services.db.owner
      .select({ externalId: people.externalId })
      .from(people)
      .where(sql`${people.externalId} like 'B-5%'`)
    expect(rows).toHaveLength(30)
    const settled = await world.services.db.owner
      .select({ settled: batchItems.settled })
      .from(batchItems)
      .where(and(eq(batchItems.batchId, id)))
    expect(settled.map(({ settled }) => settled).sort((a, b) => a! - b!)).toEqual(items.map((_, i) => i + 1))
  })

  test('gives each organisation its turn', async () => {
    const host = world.as({ school: world.host, role: 'coordinator' })
    const many = Array.from({ length: 20 }, (_, place) => ({ body: learner(`B-6${place}`) }))
    for (let count = 0; count < 3; count += 1)
      await start({
        action: 'registerLearner',
        items: many.map(({ body }) => ({ body: { ...body, externalId: `${body.externalId}-${count}` } })),
      })
    await start({ action: 'registerLearner', items: [{ body: learner('B-H') }] }, host)
    const asked: string[] = []
    const errands = errandsTo(async () => world.app)
    await runBatches(world.services, (errand, request) => {
      asked.push(errand.actor.organisationId)
      return errands(errand, request)
    })
    expect(asked.indexOf(world.host.id)).toBeLessThan(3)
    expect(asked).toHaveLength(61)
  })

  test('is told as a table that no spreadsheet runs, and page by page', async () => {
    const items = [
      { id: '=1+1', body: learner('B-70') },
      { body: learner('B-70') },
      { body: learner('B-71') },
    ]
    const { id } = await start({ action: 'registerLearner', items })
    await workOff(world)
    const { text, headers } = await coordinator().get(`/v1/batches/${id}/result.csv`).expect(200)
    expect(headers['content-type']).toMatch(/^text\/csv/)
    expect(text.split('\n')[1]).toMatch(/^0,'=1\+1,done,201,/)
    expect(text.split('\n')[2]).toMatch(/^1,,refused,409,.*urn:problem:/)
    const first = await coordinator().get(`/v1/batches/${id}/items?limit=1&state=done`).expect(200)
    const second = await coordinator().get(
      `/v1/batches/${id}/items?limit=1&state=done&cursor=${first.body.next}`,
    )
    expect([...first.body.items, ...second.body.items].map(({ position }) => position)).toEqual([0, 2])
    expect(second.body.next).toBe(null)
  })

  test('forgets what was asked of a person who was erased, and itself after thirty days', async () => {
    const step = given(world)
    const { id: person } = await step.person()
    const item = { params: { id: person }, body: { email: 'learner.one@example.org' }, ifMatch: '*' }
    const { id } = await start({ action: 'correctLearner', items: [item] })
    await step.ok(
      world
        .as({ school: world.school, role: 'admin' })
        .post(`/v1/people/${person}/erasure`)
        .send({ reason: 'no-longer-needed' }),
    )
    await workOff(world)
    expect(await itemsOf(coordinator(), id)).toMatchObject([{ state: 'refused', status: 409 }])
    world.clock.advance(31)
    await forgetBatches(world.services)
    expect((await coordinator().get(`/v1/batches/${id}`)).status).toBe(404)
    expect(await world.services.db.owner.$count(batchItems)).toBe(0)
  })
})
