import { beforeAll, describe, expect, test } from 'vitest'
import { asTenant } from '../../../src/db/tenancy.ts'
import { isInForce } from '../../../src/parties/partnerships/partnership.ts'
import { termsInForce } from '../../../src/parties/partnerships/store.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

const terms = {
  scope: 'Mobilities of vocational learners.',
  startsOn: '2026-09-01',
  endsOn: '2027-08-31',
  mutualAcceptance: true,
  assessedBy: 'either',
}

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const by = (school: School, role: 'coordinator' | 'assessor' = 'coordinator') => world.as({ school, role })
const propose = (over: object = {}) =>
  by(world.school)
    .post('/v1/partnerships')
    .send({ partnerId: world.host.id, ...terms, ...over })

/** A memorandum that both have confirmed. */
async function memorandum(over: object = {}): Promise<{ id: string }> {
  const { ok } = given(world)
  const made = await ok(propose(over))
  await ok(by(world.host).post(`/v1/partnerships/${made.id}/confirmation`))
  return { id: String(made.id) }
}

const end = (id: string, over: object = {}) =>
  by(world.host)
    .post(`/v1/partnerships/${id}/end`)
    .send({ reason: 'No more places.', ...over })

const termsOn = (day: string) =>
  asTenant(world.services.db, { organisationId: world.host.id, memberId: null }, (tx) =>
    termsInForce(tx, world.school.id, world.host.id, day),
  )

describe('a memorandum', () => {
  test('is proposed by one organisation and in force once the other confirms it', async () => {
    const proposed = await propose({ secondMarkingRate: 0.2, appealWindowDays: 45 })
    expect(proposed.status).toBe(201)
    expect(proposed.body).toMatchObject({ ...terms, state: 'proposed', inForce: false })
    expect((await termsOn('2026-11-21')).partnershipId).toBeNull()

    const own = await by(world.school).post(`/v1/partnerships/${proposed.body.id}/confirmation`)
    expect(own.status).toBe(403)
    const confirmed = await by(world.host).post(`/v1/partnerships/${proposed.body.id}/confirmation`)
    expect(confirmed.body).toMatchObject({
      state: 'confirmed',
      inForce: true,
      confirmedBy: world.host.members.coordinator,
    })
    expect(await termsOn('2026-11-21')).toMatchObject({
      partnershipId: proposed.body.id,
      secondMarkingRate: 0.2,
      appealWindowDays: 45,
      secondMarkingMinimum: 5,
    })
    const again = await by(world.host).post(`/v1/partnerships/${proposed.body.id}/confirmation`)
    expect(again.status).toBe(409)
    await end(proposed.body.id)
  })

  test('is seen by its two organisations and by nobody else', async () => {
    const { id } = await memorandum()
    for (const school of [world.school, world.host]) {
      expect((await by(school).get(`/v1/partnerships/${id}`)).status).toBe(200)
      const list = await by(school).get('/v1/partnerships?limit=200')
      expect(list.body.items.map(({ id }: { id: string }) => id)).toContain(id)
    }
    const stranger = by(world.stranger)
    expect((await stranger.get(`/v1/partnerships/${id}`)).status).toBe(404)
    expect((await stranger.post(`/v1/partnerships/${id}/confirmation`)).status).toBe(404)
    expect((await stranger.post(`/v1/partnerships/${id}/end`).send({ reason: 'x' })).status).toBe(404)
    expect((await stranger.get('/v1/partnerships')).body.items).toEqual([])
    await end(id)
  })

  test('pages through its list, also with one partner only', async () => {
    const first = await by(world.school).get(`/v1/partnerships?limit=1&partnerId=${world.host.id}`)
    const second = await by(world.school).get(
      `/v1/partnerships?limit=1&partnerId=${world.host.id}&cursor=${first.body.next}`,
    )
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id)
    const other = await by(world.school).get(`/v1/partnerships?partnerId=${world.stranger.id}`)
    expect(other.body.items).toEqual([])
  })

  test('never changes its terms: the database refuses it', async () => {
    const { id } = await memorandum()
    const owner = world.services.db.owner
    const changes = [
      "scope = 'x'",
      'second_marking_rate = 1',
      "starts_on = '2020-01-01'",
      'confirmed_at = now()',
    ]
    const refused = { cause: { message: 'a memorandum does not change' } }
    for (const change of changes) {
      const changing = owner.execute(`update partnerships set ${change} where id = '${id}'`)
      await expect(changing, change).rejects.toMatchObject(refused)
    }
    const deleting = owner.execute(`delete from partnerships where id = '${id}'`)
    await expect(deleting).rejects.toMatchObject(refused)
    await end(id)
  })

  test('is replaced by a newer one, in which either may be the one that sends', async () => {
    const first = await memorandum({ appealWindowDays: 10 })
    world.clock.advance(1)
    const made = await given(world).ok(
      by(world.host)
        .post('/v1/partnerships')
        .send({ partnerId: world.school.id, ...terms, appealWindowDays: 20 }),
    )
    await given(world).ok(by(world.school).post(`/v1/partnerships/${made.id}/confirmation`))
    expect(await termsOn('2026-11-22')).toMatchObject({ partnershipId: made.id, appealWindowDays: 20 })
    expect(await termsOn('2026-11-21')).toMatchObject({ partnershipId: first.id, appealWindowDays: 10 })
    await end(first.id)
    await end(String(made.id))
  })

  test('is ended by either, from today on or later, once', async () => {
    const { id } = await memorandum()
    expect((await end(id, { endedOn: '2026-11-01' })).status).toBe(422)
    expect((await end(id)).body).toMatchObject({
      state: 'ended',
      inForce: false,
      endReason: 'No more places.',
    })
    expect((await end(id)).status).toBe(409)
    const proposal = (await propose()).body.id
    await end(proposal)
    expect((await by(world.host).post(`/v1/partnerships/${proposal}/confirmation`)).status).toBe(409)
  })

  test('is refused when it does not hold together, naming every fault', async () => {
    const bad = await propose({
      partnerId: world.school.id,
      endsOn: '2026-08-01',
      mutualAcceptance: false,
      assessedBy: 'hosting',
    })
    expect(bad.status).toBe(422)
    expect(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/assessedBy',
      '/endsOn',
      '/partnerId',
    ])
    expect((await propose({ partnerId: '01993c7e-0000-7000-8000-00000000dead' })).status).toBe(422)
  })

  test('is the act of a person who may bind the organisation', async () => {
    const body = { partnerId: world.host.id, ...terms }
    expect((await by(world.school, 'assessor').post('/v1/partnerships').send(body)).status).toBe(403)
    const nobody = world.as({ school: world.school })
    expect((await nobody.post('/v1/partnerships').send(body)).status).toBe(403)
  })

  test('holds from the later of its first day and its confirmation to its last day or end', () => {
    const base = {
      confirmedAt: new Date('2026-09-10T08:00:00Z'),
      startsOn: '2026-09-01',
      endsOn: '2026-12-31',
      endedOn: null,
    }
    const days = ['2026-09-09', '2026-09-10', '2026-12-31', '2027-01-01']
    expect(days.map((day) => isInForce(base, day, 'UTC'))).toEqual([false, true, true, false])
    expect(isInForce({ ...base, confirmedAt: null }, '2026-10-01', 'UTC')).toBe(false)
    const ended = { ...base, endedOn: '2026-11-01' }
    expect(['2026-10-31', '2026-11-01'].map((day) => isInForce(ended, day, 'UTC'))).toEqual([true, false])
    expect(isInForce({ ...base, endsOn: null }, '2036-01-01', 'UTC')).toBe(true)
  })
})

describe('an agreement signed outside a memorandum', () => {
  const setting = async (outsideMemorandum: 'warn' | 'refuse') =>
    given(world).ok(
      world
        .as({ school: world.school, role: 'admin' })
        .patch('/v1/settings')
        .set('if-match', '*')
        .send({ outsideMemorandum }),
    )

  test('is warned about, in the language asked for, and the warning stays with the case', async () => {
    const made = await given(world).signedMobility()
    const read = await by(world.school)
      .get(`/v1/mobilities/${made.id}/agreement`)
      .set('accept-language', 'lv')
    const codes = read.body.warnings.map(({ code }: { code: string }) => code)
    expect(codes).toContain('outside-memorandum')
    expect(JSON.stringify(read.body.warnings)).toContain('saprašanās memoranda')
    const opened = await by(world.school).post('/v1/recognitions').send({ mobilityId: made.id })
    const deviations = opened.body.deviations.map(({ code }: { code: string }) => code)
    expect(deviations).toContain('outside-memorandum')
  })

  test('is refused to each party where the sending organisation has set so', async () => {
    await setting('refuse')
    const { mobility, draft, ok } = given(world)
    const made = await mobility()
    const { hash } = await draft(made.id)
    const path = `/v1/mobilities/${made.id}/agreement`
    for (const school of [world.school, world.host]) {
      const refused = await by(school).post(`${path}/signatures`).send({ hash })
      expect([school.name, refused.status]).toEqual([school.name, 409])
    }
    const link = await ok(by(world.school).post(`${path}/links`).send({ party: 'learner' }))
    const learner = await world.anyone
      .post(new URL(String(link.url)).pathname)
      .send({ name: 'Learner One', accept: true, hash })
    expect(learner.status).toBe(409)
    expect((await by(world.school).get(path)).body.signatures).toEqual([])

    const { id } = await memorandum({ assessedBy: 'hosting' })
    await given(world).sign(made.id, hash)
    const signed = (await by(world.school).get(path)).body
    expect(signed.signatures.map(({ partnershipId }: { partnershipId: string }) => partnershipId)).toEqual([
      id,
      id,
      id,
    ])
    expect(signed.warnings.map(({ code }: { code: string }) => code)).toEqual(['signed-after-start'])
    await end(id)
    await setting('warn')
  })

  test('is under a memorandum until this has ended, and not for one request more', async () => {
    await setting('refuse')
    const { mobility, draft } = given(world)
    const made = await mobility()
    const { hash } = await draft(made.id)
    const { id } = await memorandum()
    const sign = (school: School) =>
      by(school).post(`/v1/mobilities/${made.id}/agreement/signatures`).send({ hash })
    expect((await sign(world.school)).status).toBe(201)
    expect((await end(id)).status).toBe(200)
    expect((await sign(world.host)).status).toBe(409)
    await setting('warn')
  })

  test('leaves marking to whoever the memorandum names', async () => {
    const { id } = await memorandum({ assessedBy: 'hosting' })
    const { documentation, evidence, declare, move, assign, marksFor } = given(world)
    const made = await documentation([{ competence: '1.1', baseline: 2, target: 3 }])
    made.evidence['1.1'] = String((await evidence(made.id, ['1.1'])).id)
    await declare(made.id)
    await move(made.id, 'complete-documentation')
    await expect(assign(made.id, world.school)).rejects.toThrow('the hosting organisation assesses')
    await assign(made.id, world.host)
    const path = `/v1/recognitions/${made.id}/marks`
    const marks = marksFor(made, '1.1', 3)
    expect((await by(world.school, 'assessor').post(path).send(marks)).status).toBe(403)
    expect((await by(world.host, 'assessor').post(path).send(marks)).status).toBe(201)
    await end(id)
  })
})
