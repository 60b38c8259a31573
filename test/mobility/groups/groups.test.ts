import { beforeAll, describe, expect, test } from 'vitest'
import { deskOf, inviteByHand, partnerWorkshop } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { groups } from '../../setup/group.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('A group that goes to one host together', () => {
  let world: World
  let step: ReturnType<typeof given>
  let go: ReturnType<typeof groups>
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const host = () => world.as({ school: world.host, role: 'coordinator' })
  const agreementOf = async (id: unknown) =>
    (await school().get(`/v1/mobilities/${id}/agreement`).expect(200)).body

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    go = groups(world)
  })

  test('has one programme: signed by both organisations, each participant adds a signature and no document', async () => {
    const { id: groupId } = await go.group()
    const [first, second] = [await step.mobility(), await step.mobility()]
    await go.joinRequest(groupId, first.id, second.id).expect(200)
    await school().get(`/v1/mobilities/${first.id}/agreement`).expect(404)
    const { hash } = await go.programme(groupId)
    await go.sign(groupId, hash)
    for (const { id } of [first, second]) {
      const agreement = await agreementOf(id)
      expect(agreement).toMatchObject({ version: 1, missing: ['learner'], signed: false })
      expect(agreement.content.learningProgramme).toMatchObject({ groupId, number: 1, hash })
      expect(
        agreement.signatures.map(({ party, method }: Record<string, string>) => [party, method]),
      ).toEqual([
        ['sending', 'programme'],
        ['hosting', 'programme'],
      ])
    }
    const signed = await go.adds(first.id)
    expect(signed).toMatchObject({ signed: true, missing: [] })
    expect((await agreementOf(second.id)).signed).toBe(false)
    const { body } = await school().get(`/v1/mobilities?groupId=${groupId}`).expect(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id])
  })

  test('takes whoever comes after the signatures under the same programme at once, and a guardian with a minor', async () => {
    const learner = await step.person({ birthDate: '2010-05-14' })
    const { mobilityId } = await go.grouped({ learnerId: learner.id })
    expect((await agreementOf(mobilityId)).missing).toEqual(['learner', 'guardian'])
    await go.adds(mobilityId)
    expect((await go.adds(mobilityId, 'guardian')).signed).toBe(true)
  })

  test('has the case of a participant work from the programme as from an agreement', async () => {
    const { mobilityId } = await go.grouped()
    await go.adds(mobilityId)
    const opened = await step.ok(school().post('/v1/recognitions').send({ mobilityId }))
    expect((opened.outcomes as { competence: string }[]).map(({ competence }) => competence)).toEqual([
      '1.1',
      '2.4',
    ])
    expect((opened.blockers as { code: string }[]).map(({ code }) => code)).not.toContain(
      'agreement-not-signed',
    )
  })

  test('does not take a mobility with an agreement of its own, of another host, project, time or group; each is named', async () => {
    const { groupId } = await go.grouped()
    const own = await step.mobility()
    await step.draft(own.id)
    const others = [
      own,
      await step.mobility({ hostingOrganisationId: await partnerWorkshop(world) }),
      await step.mobility({ projectCode: '2026-1-LV01-KA121-VET-000054321' }),
      await step.mobility({ endsOn: '2026-10-03' }),
      { id: (await go.grouped()).mobilityId },
      { id: '01993c7e-0000-7000-8000-0000000000ff' },
    ]
    const { status, body } = await go.joinRequest(groupId, ...others.map(({ id }) => id))
    expect(status).toBe(422)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      others.map((_, index) => `/mobilityIds/${index}`),
    )
    expect(body.errors[0].detail).toContain('a learning agreement of its own')
  })

  test('keeps agreements of its participants from being written otherwise until they leave it', async () => {
    const { groupId, mobilityId } = await go.grouped()
    const refused = await step.draftRequest(mobilityId)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('part of a group')])
    const path = `/v1/group-mobilities/${groupId}/participants/${mobilityId}/departure`
    const { body } = await school().post(path).send({ reason: 'They go by themselves.' }).expect(200)
    expect(body.groupId).toBeNull()
    await school().get(`/v1/mobilities/${mobilityId}/agreement`).expect(404)
    await step.draft(mobilityId)
    await school().post(path).send({ reason: 'Once more.' }).expect(409)
  })

  test('writes agreements anew with the next programme that both have signed, and where a fact has changed', async () => {
    const { groupId, mobilityId } = await go.grouped()
    await go.adds(mobilityId)
    const again = await go.joinRequest(groupId, mobilityId).expect(200)
    expect(again.body.items).toEqual([{ mobilityId, version: null }])
    const { hash } = await go.programme(groupId, { procedure: 'Portfolio and observation.' })
    await go.signBy(school(), groupId, hash).expect(201)
    expect((await agreementOf(mobilityId)).version).toBe(1)
    await go.signBy(host(), groupId, hash).expect(201)
    expect(await agreementOf(mobilityId)).toMatchObject({
      version: 2,
      missing: ['learner'],
      content: { procedure: 'Portfolio and observation.', learningProgramme: { number: 2 } },
    })
    await step.ok(
      school()
        .patch(`/v1/mobilities/${mobilityId}`)
        .set('if-match', '*')
        .send({ objective: 'Another objective.' }),
    )
    const { body } = await go.joinRequest(groupId, mobilityId).expect(200)
    expect(body.items).toEqual([{ mobilityId, version: 3 }])
  })

  test('has its programme signed as the group is now, once by each side, by the hash of what was read', async () => {
    const { id: groupId } = await go.group()
    const path = `/v1/group-mobilities/${groupId}`
    await school().get(`${path}/programme`).expect(404)
    const { hash } = await go.programme(groupId)
    await go.signBy(school(), groupId, '0'.repeat(64)).expect(412)
    await go.signBy(school(), groupId, hash).expect(201)
    await go.signBy(school(), groupId, hash).expect(409)
    await school().patch(path).set('if-match', '*').send({ name: 'Logistics, late autumn' }).expect(200)
    const outdated = await go.signBy(host(), groupId, hash)
    expect([outdated.status, outdated.body.detail]).toEqual([
      409,
      'The group has changed since this version was written. Write the next one.',
    ])
    const { hash: next } = await go.programme(groupId)
    await go.sign(groupId, next)
    const { body } = await host().get(`${path}/programmes`).expect(200)
    expect(body.items.map(({ version, signed }: Record<string, unknown>) => [version, signed])).toEqual([
      [1, false],
      [2, true],
    ])
  })

  test('names every gap of a programme at once', async () => {
    const { id } = await go.group()
    const { status, body } = await go.programmeRequest(id, {
      activities: [{ on: '2026-09-06', what: 'Too early.', competences: ['3.1'] }],
      evidenceUntil: '2026-09-30',
    })
    expect(status).toBe(422)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/activities/0/competences/0',
      '/activities/0/on',
      '/evidenceUntil',
    ])
  })

  test('is seen by its two organisations alone', async () => {
    const { groupId } = await go.grouped()
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    await stranger.get(`/v1/group-mobilities/${groupId}`).expect(404)
    await stranger.get(`/v1/group-mobilities/${groupId}/programme`).expect(404)
    await host().get(`/v1/group-mobilities/${groupId}`).expect(200)
    const { body } = await host().get('/v1/group-mobilities?side=hosted&limit=200').expect(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(groupId)
    await host()
      .post(`/v1/group-mobilities/${groupId}/participants`)
      .send({ mobilityIds: [groupId] })
      .expect(404)
  })

  test('waits in the work list of whoever has not signed, and is read and signed at the desk of its host', async () => {
    const { id: groupId } = await go.group({ name: 'Carpentry' })
    const { id } = await step.mobility()
    await go.joinRequest(groupId, id).expect(200)
    const { hash } = await go.programme(groupId)
    await go.signBy(school(), groupId, hash).expect(201)
    const waitingAt = async (client: ReturnType<typeof host>) =>
      (await client.get('/v1/work?limit=200').expect(200)).body.items.filter(
        (item: { id: string }) => item.id === groupId,
      )
    expect(await waitingAt(school())).toEqual([])
    expect(await waitingAt(host())).toMatchObject([
      { kind: 'programme', until: '2026-09-07', tasks: [{ code: 'sign-programme' }] },
    ])
    const desk = await deskOf(world, world.host, world.host.members.coordinator)
    const home = await world.anyone.get(`${desk}?lang=lv`).set('accept', 'text/html').expect(200)
    expect(home.text).toContain('Grupas „Carpentry” mācību programma gaida parakstu.')
    const page = `${desk}/group-mobilities/${groupId}`
    for (const [lang, title] of [
      ['lv', 'Mācību programma'],
      ['en', 'Learning programme'],
    ]) {
      const read = await world.anyone.get(`${page}?lang=${lang}`).set('accept', 'text/html').expect(200)
      expect(read.text).toContain(title)
      expect(read.text).toContain('A tour of the workshop.')
    }
    const signing = world.anyone.post(`${page}/signature`).type('form').set('accept', 'text/html')
    await signing.send({ hash, accept: 'true' }).expect(303)
    expect((await agreementOf(id)).missing).toEqual(['learner'])
    expect(await waitingAt(host())).toEqual([])
  })

  test('has a case wait where its programme was signed at a desk that was handed over, until it is confirmed', async () => {
    const hostId = await partnerWorkshop(world)
    const { id: groupId } = await go.group({ hostingOrganisationId: hostId })
    const { id } = await step.mobility({ hostingOrganisationId: hostId })
    await go.joinRequest(groupId, id).expect(200)
    const { hash } = await go.programme(groupId)
    const { path } = await inviteByHand(world, hostId, ['coordinator'])
    await world.anyone
      .post(`${path}/group-mobilities/${groupId}/signature`)
      .send({ hash, accept: true })
      .expect(200)
    await go.signBy(school(), groupId, hash).expect(201)
    await go.adds(id)
    const { status, body } = await school().post('/v1/recognitions').send({ mobilityId: id })
    expect([status, body.blockers?.map(({ code }: { code: string }) => code)]).toEqual([
      409,
      ['unconfirmed-desk'],
    ])
  })

  test('is left when a mobility goes to another host', async () => {
    const { mobilityId } = await go.grouped()
    const hostingOrganisationId = await partnerWorkshop(world)
    const { body } = await school()
      .put(`/v1/mobilities/${mobilityId}/host`)
      .send({ hostingOrganisationId, reason: 'The host has closed.' })
      .expect(200)
    expect(body.groupId).toBeNull()
    await step.draft(mobilityId)
  })

  test('shows in the agreement of a participant, as page, that the programme stands in it and by whom it was signed', async () => {
    const { mobilityId } = await go.grouped()
    const { url } = await step.ok(
      school().post(`/v1/mobilities/${mobilityId}/agreement/links`).send({ party: 'learner' }),
    )
    const path = new URL(String(url)).pathname
    const before = await world.anyone.get(`${path}?lang=en`).set('accept', 'text/html').expect(200)
    expect(before.text).toContain('Logistics, autumn, version 1. Both organisations have signed it.')
    const desk = await deskOf(world, world.host, world.host.members.coordinator)
    const there = `${desk}/agreements/${mobilityId}?lang=lv`
    const after = await world.anyone.get(there).set('accept', 'text/html').expect(200)
    expect(after.text).toContain('(paraksts mācību programmā)')
  })
})
