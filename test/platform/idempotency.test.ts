import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { idempotencyKeys } from '../../src/db/schema/platform.ts'
import { forgetIdempotencyKeys } from '../../src/platform/http/forget-idempotency-keys.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('an idempotency key', () => {
  let world: World
  let serial = 0
  beforeAll(async () => {
    world = await newWorld()
  })

  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const learner = (over = {}) => ({
    givenName: 'Learner',
    familyName: 'One',
    birthDate: '2007-05-14',
    sameNameIsAnother: true,
    ...over,
  })
  const post = (key: string, body: object = learner()) =>
    coordinator().post('/v1/people').set('idempotency-key', key).send(body)
  const newKey = () => `key-${++serial}`
  const countPeople = async () => {
    const people = await coordinator().get('/v1/people?limit=200')
    return people.body.items.length as number
  }

  test('sent twice has one effect and the same answer, to the byte', async () => {
    const before = await countPeople()
    const key = newKey()
    const first = await post(key)
    const second = await post(key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.text).toBe(first.text)
    expect(second.headers.location).toBe(first.headers.location)
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ])
    expect(await countPeople()).toBe(before + 1)
  })

  test('sent with another body, to another address or by another person is refused', async () => {
    const key = newKey()
    await post(key)
    const other = await post(key, learner({ givenName: 'Other' }))
    expect([other.status, other.body.type]).toEqual([422, 'urn:problem:key-reused'])
    const elsewhere = await coordinator().post('/v1/mobilities').set('idempotency-key', key).send(learner())
    expect(elsewhere.status).not.toBe(201)
    const person = await world
      .as({ school: world.school, role: 'admin' })
      .post('/v1/people')
      .set('idempotency-key', key)
      .send(learner())
    expect([person.status, person.body.type]).toEqual([422, 'urn:problem:key-reused'])
  })

  test("is the client's own: another organisation may use the same", async () => {
    const key = newKey()
    const ours = await post(key)
    const theirs = await world
      .as({ school: world.host, role: 'coordinator' })
      .post('/v1/people')
      .set('idempotency-key', key)
      .send(learner())
    expect([ours.status, theirs.status]).toEqual([201, 201])
    expect(theirs.body.id).not.toBe(ours.body.id)
  })

  test('sent eight times at once has one effect and one answer', async () => {
    const before = await countPeople()
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(key)))
    const later = await post(key)
    expect(new Set([...answers, later].map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(later.status).toBe(201)
    expect(await countPeople()).toBe(before + 1)
  })

  test('whose answer a process of an earlier release lost is not carried out again', async () => {
    const key = newKey()
    await post(key)
    const before = await countPeople()
    await world.services.db.owner
      .update(idempotencyKeys)
      .set({ answered: false, status: null, body: null })
      .where(eq(idempotencyKeys.key, key))
    const again = await post(key)
    expect([again.status, again.body.type]).toEqual([409, 'urn:problem:wrong-state'])
    expect(await countPeople()).toBe(before)
  })

  test('of a request that was refused may be used for the mended one', async () => {
    const key = newKey()
    expect((await post(key, learner({ birthDate: '2999-01-01' }))).status).toBe(422)
    expect((await post(key)).status).toBe(201)
  })

  test('keeps an answer with a secret so that only the service reads it, and gives it again', async () => {
    const key = newKey()
    const make = () =>
      world
        .as({ school: world.school, role: 'admin' })
        .post('/v1/clients')
        .set('idempotency-key', key)
        .send({ name: 'Client One', scopes: ['read'] })
    const first = await make()
    expect(first.body.secret).toMatch(/^[\w-]{43}$/)
    const [kept] = await world.services.db.owner
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.key, key))
    expect(JSON.stringify(kept)).not.toContain(first.body.secret)
    const second = await make()
    expect([second.status, second.text]).toEqual([201, first.text])
    expect(second.headers['idempotency-replayed']).toBe('true')
  })

  test('that is not one is refused by name', async () => {
    const answer = await post('two words')
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ in: 'header', pointer: '/idempotency-key' }),
    ])
  })

  test('is forgotten after a day', async () => {
    const key = newKey()
    await post(key)
    world.clock.advance(1.01)
    await forgetIdempotencyKeys(world.services)
    const kept = await world.services.db.owner
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.key, key))
    expect(kept).toEqual([])
  })
})
