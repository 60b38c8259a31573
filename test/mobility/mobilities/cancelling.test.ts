import { beforeEach, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

let world: World
beforeEach(async () => {
  world = await newWorld()
})

const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const host = () => world.as({ school: world.host, role: 'coordinator' })
const cancel = (id: unknown, by = coordinator()) =>
  by.post(`/v1/mobilities/${id}/cancellation`).send({ reason: 'The host has closed.' })
const reinstate = (id: unknown) => coordinator().post(`/v1/mobilities/${id}/reinstatement`)
const mobilityOf = async (recognitionId: string) =>
  (await coordinator().get(`/v1/recognitions/${recognitionId}`)).body.mobilityId as string
const stageOf = async (recognitionId: string) =>
  (await coordinator().get(`/v1/recognitions/${recognitionId}`)).body.stage as string

describe('a mobility that does not take place', () => {
  test('is cancelled for a reason that both sides see, and what was signed can still be read by both', async () => {
    const step = given(world)
    const made = await step.signedMobility()
    const { status, body } = await cancel(made.id)
    const cancellation = { at: world.clock.now.toISOString(), reason: 'The host has closed.' }
    expect([status, body.cancellation]).toEqual([200, cancellation])
    expect((await host().get(`/v1/mobilities/${made.id}`)).body.cancellation).toEqual(cancellation)
    for (const side of [coordinator(), host()]) {
      const agreement = await side.get(`/v1/mobilities/${made.id}/agreement`).expect(200)
      expect(agreement.body.signatures).toHaveLength(3)
    }
    const auditor = world.as({ school: world.school, role: 'auditor' })
    const lines = await auditor.get('/v1/audit?action=mobility.cancel').expect(200)
    expect(lines.body.items).toHaveLength(1)
  })

  test('takes no draft, signature, link, slip, description, case or change any more', async () => {
    const step = given(world)
    const made = await step.mobility()
    const draft = await step.draft(made.id)
    const link = await coordinator()
      .post(`/v1/mobilities/${made.id}/agreement/links`)
      .send({ party: 'learner' })
    await cancel(made.id).expect(200)
    const path = `/v1/mobilities/${made.id}`
    const signing = { name: 'Learner One', accept: true, hash: draft.hash }
    const signed = await world.anyone.post(new URL(link.body.url).pathname).send(signing)
    expect([signed.status, signed.body.link]).toEqual([404, 'ended'])
    const anotherDay = { endsOn: '2026-10-09' }
    for (const refused of [
      step.draftRequest(made.id),
      coordinator().post(`${path}/agreement/signatures`).send({ hash: draft.hash }),
      host().post(`${path}/agreement/signatures`).send({ hash: draft.hash }),
      coordinator().post(`${path}/agreement/links`).send({ party: 'learner' }),
      coordinator().post(`${path}/agreement/versions/1/withdrawal`).send({ reason: 'No.' }),
      coordinator().patch(`${path}/europass/sending`).set('if-match', '*').send({ initiative: 'Own' }),
      coordinator().post('/v1/recognitions').send({ mobilityId: made.id }),
      coordinator().patch(path).set('if-match', '*').send(anotherDay),
      cancel(made.id),
    ]) {
      const { status, body } = await refused
      expect([status, body.type, body.detail]).toEqual([
        409,
        'urn:problem:wrong-state',
        expect.stringContaining('cancelled'),
      ])
    }
    const ids = { externalId: 'LATE', mobilityCode: 'M-LATE', europassNumber: 'EM' }
    expect((await coordinator().patch(path).set('if-match', '*').send(ids)).body).toMatchObject(ids)
  })

  test('leaves every work list, and its learner and its code are free for another one', async () => {
    const step = given(world)
    const waits = async (client = coordinator()) => (await client.get('/v1/work').expect(200)).body.items
    const unsigned = await step.mobility({ mobilityCode: 'M-1' })
    await step.draft(unsigned.id)
    const signed = await step.signedMobility()
    const open = await step.opened()
    expect((await waits()).length).toBeGreaterThan(1)
    for (const id of [unsigned.id, signed.id, open.mobilityId]) await cancel(id).expect(200)
    expect([await waits(), await waits(host())]).toEqual([[], []])
    const again = { learnerId: unsigned.learnerId, mobilityCode: 'M-1', overlapIsMeant: false }
    await step.mobility(again)
    const taken = await reinstate(unsigned.id)
    expect([taken.status, taken.body.errors[0].pointer]).toEqual([409, '/mobilityCode'])
  })

  test('is cancelled by a coordinator or administrator of the organisation that sends, in person', async () => {
    const made = await given(world).mobility()
    const { as, school, stranger } = world
    for (const [by, status] of [
      [host(), 404],
      [as({ school: stranger, role: 'coordinator' }), 404],
      [as({ school }), 403],
      [as({ school, role: 'validator' }), 403],
      [as({ school, role: 'admin' }), 200],
    ] as const)
      expect((await cancel(made.id, by)).status).toBe(status)
    expect(
      (await coordinator().post(`/v1/mobilities/${made.id}/cancellation`).send({ reason: '' })).status,
    ).toBe(400)
  })
})

describe('the case of a mobility that is cancelled', () => {
  test('is withdrawn with the same reason from whichever stage it is in, and its links end', async () => {
    const step = given(world)
    for (const [stage, make] of [
      ['identification', step.opened],
      ['documentation', step.documentation],
      ['assessment', step.assessment],
      ['validation', step.validation],
    ] as const) {
      const { id } = await make()
      // Once authorship was declared, there is no link to be made.
      const isOpen = ['identification', 'documentation'].includes(stage)
      const path = isOpen ? await step.declarationLink(id) : null
      const mobilityId = await mobilityOf(id)
      await cancel(mobilityId).expect(200)
      expect([stage, await stageOf(id)]).toEqual([stage, 'withdrawn'])
      const { body } = await coordinator().get(`/v1/recognitions/${id}/transitions`)
      expect(body.items.at(-1)).toMatchObject({
        from: stage,
        to: 'withdrawn',
        reason: 'The host has closed.',
      })
      if (path) expect((await world.anyone.get(path)).body.link).toBe('ended')
    }
  })

  test('keeps it from being cancelled once it is certified or refused, with the way on', async () => {
    const step = given(world)
    const certificate = await step.certificate()
    const refused = await cancel(await mobilityOf(String(certificate.recognitionId)))
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining(`/v1/certificates/${certificate.id}`),
    ])
    const results = { '1.1': 'not-reached', '2.4': 'not-reached' }
    const decided = await step.decided(undefined, results, { '1.1': 1, '2.4': 1 })
    await world
      .as({ school: world.school, role: 'validator' })
      .post(`/v1/recognitions/${decided.id}/transitions`)
      .send({ action: 'refuse', reason: 'Nothing was reached.' })
      .expect(200)
    expect((await cancel(decided.mobilityId)).body.detail).toContain('appeal')
  })

  test('is certified or cancelled, never both, where that is asked for at the same time', async () => {
    const step = given(world)
    for (let round = 0; round < 3; round += 1) {
      const made = await step.decided()
      const issuer = world.as({ school: world.school, role: 'issuer' })
      const [issued, cancelled] = await Promise.all([
        issuer.post('/v1/certificates').send({ recognitionId: made.id }),
        cancel(made.mobilityId),
      ])
      expect([issued.status, cancelled.status].filter((status) => status < 300)).toHaveLength(1)
      expect(await stageOf(made.id)).toBe(issued.status === 201 ? 'certified' : 'withdrawn')
    }
  })

  test('lets one of two sign or cancel first, and never signs what was cancelled', async () => {
    const step = given(world)
    for (let round = 0; round < 3; round += 1) {
      const made = await step.mobility()
      const { hash } = await step.draft(made.id)
      const [signed] = await Promise.all([
        host().post(`/v1/mobilities/${made.id}/agreement/signatures`).send({ hash }),
        cancel(made.id).expect(200),
      ])
      const { body } = await coordinator().get(`/v1/mobilities/${made.id}/agreement`)
      expect(body.signatures).toHaveLength(signed.status < 300 ? 1 : 0)
      expect((await coordinator().get('/v1/work')).body.items).toEqual([])
    }
  })
})

describe('what was taken back by mistake', () => {
  test('a cancelled mobility comes back within its day, with the case that it withdrew', async () => {
    const step = given(world)
    const open = await step.assessment()
    await cancel(open.mobilityId).expect(200)
    expect(
      (await coordinator().post(`/v1/recognitions/${open.id}/transitions`).send({ action: 'reinstate' }))
        .status,
    ).toBe(409)
    const { status, body } = await reinstate(open.mobilityId)
    expect([status, body.cancellation, await stageOf(open.id)]).toEqual([200, null, 'assessment'])
    const moves = await coordinator().get(`/v1/recognitions/${open.id}/transitions`)
    expect(moves.body.items.at(-1)).toMatchObject({ from: 'withdrawn', to: 'assessment' })
    expect((await reinstate(open.mobilityId)).status).toBe(409)
    const signed = await step.signedMobility()
    await cancel(signed.id).expect(200)
    await reinstate(signed.id).expect(200)
    await coordinator().post('/v1/recognitions').send({ mobilityId: signed.id }).expect(201)
    const late = await step.mobility()
    await cancel(late.id).expect(200)
    world.clock.advance(1)
    expect((await reinstate(late.id)).status).toBe(409)
  })

  test('a case that was withdrawn before the mobility was cancelled stays so', async () => {
    const step = given(world)
    const open = await step.opened()
    await step.move(open.id, 'withdraw', 'Ended.')
    world.clock.now = new Date(world.clock.now.getTime() + 1000)
    await cancel(open.mobilityId).expect(200)
    await reinstate(open.mobilityId).expect(200)
    expect(await stageOf(open.id)).toBe('withdrawn')
  })

  test('a withdrawn case comes back within its day to the stage in which it was', async () => {
    const step = given(world)
    for (const [stage, make] of [
      ['identification', step.identification],
      ['documentation', step.documentation],
      ['validation', step.validation],
    ] as const) {
      const { id } = await make()
      await step.move(id, 'withdraw', 'By mistake.')
      const { body } = await coordinator().get(`/v1/recognitions/${id}`)
      expect(body.actions.map(({ action }: Body) => action)).toContain('reinstate')
      const back = await step.move(id, 'reinstate')
      expect([back.stage, await stageOf(id)]).toEqual([stage, stage])
    }
    const open = await step.opened()
    const post = () =>
      coordinator().post(`/v1/recognitions/${open.id}/transitions`).send({ action: 'reinstate' })
    expect((await post()).status).toBe(409)
    await step.move(open.id, 'withdraw', 'By mistake.')
    // The day is that of the school, where midnight is two hours before that of UTC in winter.
    world.clock.now = new Date('2026-11-21T22:30:00.000Z')
    const late = await post()
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('earlier day')])
    const { body } = await coordinator().get(`/v1/recognitions/${open.id}`)
    expect(body.actions.map(({ action }: Body) => action)).not.toContain('reinstate')
  })

  test('a withdrawn version comes back once within its day, with its signatures', async () => {
    const step = given(world)
    const made = await step.mobility()
    const { hash } = await step.draft(made.id)
    const path = `/v1/mobilities/${made.id}/agreement`
    await host().post(`${path}/signatures`).send({ hash }).expect(201)
    const withdraw = () => coordinator().post(`${path}/versions/1/withdrawal`).send({ reason: 'A slip.' })
    const back = () => coordinator().post(`${path}/versions/1/reinstatement`)
    expect((await back()).status).toBe(409)
    await withdraw().expect(200)
    expect((await coordinator().get(path)).status).toBe(404)
    expect((await host().post(`${path}/versions/1/reinstatement`)).status).toBe(404)
    const { status, body } = await back()
    expect([status, body.signatures.length]).toEqual([200, 1])
    expect((await coordinator().get('/v1/work')).body.items).toHaveLength(1)
    await coordinator().post(`${path}/signatures`).send({ hash }).expect(201)
    const again = await withdraw()
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('new version')])
  })

  test('a withdrawn version does not come back over a newer one, or on another day', async () => {
    const step = given(world)
    const made = await step.mobility()
    await step.draft(made.id)
    const path = `/v1/mobilities/${made.id}/agreement/versions`
    const take = (number: number, what: string) =>
      coordinator()
        .post(`${path}/${number}/${what}`)
        .send(what === 'withdrawal' ? { reason: 'A slip.' } : undefined)
    await take(1, 'withdrawal').expect(200)
    await step.draft(made.id)
    expect((await take(1, 'reinstatement')).body.detail).toContain('newer version')
    await take(2, 'withdrawal').expect(200)
    await take(1, 'reinstatement').expect(200)
    world.clock.advance(1)
    expect((await take(2, 'reinstatement')).body.detail).toContain('earlier day')
  })
})
