import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const one = [{ competence: '1.1', baseline: 2, target: 4 }]

function body(over: object = {}, outcome: object = {}): Record<string, unknown> {
  return {
    framework: 'digcomp-2.2',
    outcomes: [
      {
        competence: '1.1',
        baseline: 2,
        baselineFoundBy: "Teacher's judgement",
        target: 4,
        methods: ['portfolio'],
        recognisedAs: { kind: 'module', reference: 'Digital skills' },
        ...outcome,
      },
    ],
    procedure: 'Portfolio.',
    assessorRole: 'Vocational teacher',
    ...over,
  }
}

describe('a learning agreement', () => {
  test('is returned by the host with a comment, and the next version answers it', async () => {
    const { mobility, draft } = given(world)
    const { id } = await mobility()
    const { hash } = await draft(id)
    const host = world.as({ school: world.host, role: 'coordinator' })
    const path = `/v1/mobilities/${id}/agreement`
    const comment = 'We have no such work in September.'
    await coordinator().post(`${path}/versions/1/objection`).send({ comment }).expect(403)
    const { body: returned } = await host.post(`${path}/versions/1/objection`).send({ comment }).expect(200)
    expect(returned.returned).toMatchObject({ comment, memberId: world.host.members.coordinator })
    await coordinator().post(`${path}/signatures`).send({ hash }).expect(409)
    const next = await draft(id, undefined, { answers: 'It is in October now.' })
    expect(next).toMatchObject({ version: 2, returned: null, answers: 'It is in October now.' })
    const { body: seen } = await host.get(`${path}/versions/2`).expect(200)
    expect(seen.answers).toBe('It is in October now.')
    await host.post(`${path}/signatures`).send({ hash: next.hash }).expect(201)
  })

  test('holds for each outcome all that it will be judged and recognised by', async () => {
    const made = await given(world).mobility()
    const own = {
      assessorRole: 'Master of the workshop',
      evidenceFrom: '2026-09-10',
      evidenceUntil: '2026-10-05',
      workloadHours: 40,
      partial: true,
      criteria: [{ id: 'own.1', level: 4, facet: '1.1.a', text: { lv: 'Prot.', en: 'Can.' } }],
    }
    const outcomes = [
      (body({}, own).outcomes as object[])[0],
      (body({}, { competence: '2.4', baseline: 3, target: 5 }).outcomes as object[])[0],
    ]
    const drafted = await coordinator()
      .post(`/v1/mobilities/${made.id}/agreement/versions`)
      .send(body({ outcomes }))
    expect(drafted.status).toBe(201)
    const [first, second] = drafted.body.content.outcomes
    expect(first).toMatchObject({ ...own, baselineFoundBy: "Teacher's judgement", baseline: 2, target: 4 })
    expect(first.criteria).toHaveLength(1)
    expect(second).toMatchObject({
      assessorRole: 'Vocational teacher',
      evidenceFrom: '2026-09-07',
      evidenceUntil: '2026-11-01',
      workloadHours: null,
    })
    expect(new Set(second.criteria.map((criterion: { level: number }) => criterion.level))).toEqual(
      new Set([4, 5, 6]),
    )
    expect(drafted.body.content.framework).toMatchObject({ id: 'digcomp-2.2' })
  })

  test('names every gap of the whole document at once', async () => {
    const made = await given(world).mobility()
    const path = `/v1/mobilities/${made.id}/agreement/versions`
    const unread = await coordinator()
      .post(path)
      .send({ framework: 'digcomp-2.2', outcomes: [{}] })
    expect(unread.status).toBe(400)
    const pointers = unread.body.errors.map((fault: { pointer: string }) => fault.pointer)
    for (const name of ['baselineFoundBy', 'target', 'methods', 'recognisedAs', 'competence']) {
      expect(pointers).toContain(`/outcomes/0/${name}`)
    }
    expect(pointers).toEqual(expect.arrayContaining(['/procedure', '/assessorRole']))

    const unfit = await coordinator()
      .post(path)
      .send(
        body(
          { evidenceUntil: '2026-09-30' },
          { competence: '9.9', target: 12, evidenceFrom: '2027-01-01', workloadHours: 121 },
        ),
      )
    expect(unfit.status).toBe(422)
    expect(unfit.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/evidenceUntil',
      '/outcomes',
      '/outcomes/0/competence',
      '/outcomes/0/evidenceFrom',
      '/outcomes/0/target',
    ])
  })

  test('is signed by a member, who acts for their organisation, and not by a client or a wrong hash', async () => {
    const made = await given(world).mobility()
    const { hash } = await given(world).draft(made.id, one)
    const path = `/v1/mobilities/${made.id}/agreement/signatures`
    expect((await world.as({ school: world.school }).post(path).send({ hash })).status).toBe(403)
    expect(
      (
        await coordinator()
          .post(path)
          .send({ hash: 'a'.repeat(64) })
      ).status,
    ).toBe(412)
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    expect((await stranger.post(path).send({ hash })).status).toBe(404)
    const signed = await coordinator().post(path).send({ hash })
    expect(signed.body).toMatchObject({ missing: ['hosting', 'learner'], signed: false })
    expect((await coordinator().post(path).send({ hash })).status).toBe(409)
  })

  test('is not signed by someone whose membership has ended, even with a token made before', async () => {
    const made = await given(world).mobility()
    const { hash } = await given(world).draft(made.id, one)
    const member = `/v1/members/${world.host.members.coordinator}`
    const admin = world.as({ school: world.host, role: 'admin' })
    const activate = (active: boolean) => admin.patch(member).set('if-match', '*').send({ active })
    expect((await activate(false)).status).toBe(200)
    const leaver = world.as({ school: world.host, role: 'coordinator' })
    const path = `/v1/mobilities/${made.id}/agreement/signatures`
    expect((await leaver.post(path).send({ hash })).status).toBe(403)
    await activate(true)
    expect((await leaver.post(path).send({ hash })).status).toBe(201)
  })

  test('of a learner under 18 is signed by a guardian too', async () => {
    const learner = await given(world).person({ birthDate: '2009-05-14' })
    const made = await given(world).mobility({ learnerId: learner.id })
    const { hash } = await given(world).draft(made.id, one)
    await given(world).sign(made.id, hash)
    const read = await coordinator().get(`/v1/mobilities/${made.id}/agreement`)
    expect(read.body).toMatchObject({ missing: ['guardian'], signed: false })
    expect((await coordinator().post('/v1/recognitions').send({ mobilityId: made.id })).status).toBe(409)
    const link = await coordinator()
      .post(`/v1/mobilities/${made.id}/agreement/links`)
      .send({ party: 'guardian' })
    const path = new URL(link.body.url).pathname
    await world.anyone.post(path).send({ name: 'Guardian One', accept: true, hash })
    expect((await coordinator().post('/v1/recognitions').send({ mobilityId: made.id })).status).toBe(201)
  })

  test('is signed by a guardian only where the learner is under 18 on the day they sign', async () => {
    const over = { startsOn: '2026-12-01', endsOn: '2026-12-18' }
    const minor = async () => {
      const learner = await given(world).person({ birthDate: '2008-11-25' })
      const made = await given(world).mobility({ ...over, learnerId: learner.id })
      const { hash } = await given(world).draft(made.id, one)
      return { path: `/v1/mobilities/${made.id}/agreement`, id: made.id, hash }
    }
    const guardianLink = (path: string) => coordinator().post(`${path}/links`).send({ party: 'guardian' })
    const missing = async (path: string) => (await coordinator().get(path)).body.missing

    const signedAsMinor = await minor()
    await given(world).sign(signedAsMinor.id, signedAsMinor.hash)
    expect(await missing(signedAsMinor.path)).toEqual(['guardian'])
    const signedOfAge = await minor()
    expect(await missing(signedOfAge.path)).toContain('guardian')
    const early = await guardianLink(signedOfAge.path)
    expect(early.status).toBe(201)
    const before = world.clock.now
    world.clock.advance(4)
    expect((await guardianLink(signedOfAge.path)).status).toBe(409)
    const late = await world.anyone
      .post(new URL(early.body.url).pathname)
      .send({ name: 'Guardian One', accept: true, hash: signedOfAge.hash })
    expect([late.status, late.body.detail]).toEqual([409, 'This person is of age and signs alone.'])
    await given(world).sign(signedOfAge.id, signedOfAge.hash)
    expect(await missing(signedOfAge.path)).toEqual([])
    expect((await guardianLink(signedAsMinor.path)).status).toBe(409)
    const link = await coordinator().post(`${signedAsMinor.path}/links`).send({ party: 'learner' })
    expect(link.status).toBe(201)
    const form = { name: 'Learner One', accept: true, hash: signedAsMinor.hash }
    const signed = await world.anyone.post(new URL(link.body.url).pathname).send(form)
    expect(signed.body).toMatchObject({ missing: [], signed: true })
    world.clock.now = before

    const adult = await given(world).mobility()
    await given(world).draft(adult.id, one)
    const refused = await guardianLink(`/v1/mobilities/${adult.id}/agreement`)
    expect([refused.status, refused.body.detail]).toEqual([409, 'This person is of age and signs alone.'])
  })

  test('never changes once written: the database refuses it', async () => {
    const made = await given(world).signedMobility(one)
    for (const change of [
      `update agreement_versions set hash = 'x' where mobility_id = '${made.id}'`,
      `delete from agreement_versions where mobility_id = '${made.id}'`,
      `update agreement_signatures set name = 'x'`,
    ]) {
      await expect(world.services.db.owner.execute(change)).rejects.toMatchObject({
        cause: { message: expect.stringContaining('append-only') },
      })
    }
  })

  test('signed before the mobility begins is no deviation; signed later it is one, and hinders nothing', async () => {
    const early = await given(world).signedMobility(one, { startsOn: '2026-11-21', endsOn: '2026-12-18' })
    const late = await given(world).signedMobility(one, { startsOn: '2026-11-20', endsOn: '2026-12-18' })
    const codes = async (mobilityId: unknown) => {
      const opened = await coordinator().post('/v1/recognitions').send({ mobilityId })
      expect(opened.status).toBe(201)
      return opened.body.deviations.map((deviation: { code: string }) => deviation.code)
    }
    expect(await codes(early.id)).toEqual(['outside-memorandum'])
    expect(await codes(late.id)).toEqual(['signed-after-start', 'outside-memorandum'])
  })
})

describe('before an agreement is signed by everyone', () => {
  test('there is no case, so no evidence and no mark, whoever is missing', async () => {
    for (const missing of ['sending', 'hosting', 'learner']) {
      const made = await given(world).mobility()
      const { hash } = await given(world).draft(made.id, one)
      const path = `/v1/mobilities/${made.id}/agreement`
      for (const [party, school] of [
        ['sending', world.school],
        ['hosting', world.host],
      ] as const) {
        if (party !== missing)
          await world.as({ school, role: 'coordinator' }).post(`${path}/signatures`).send({ hash })
      }
      if (missing !== 'learner') {
        const link = await coordinator().post(`${path}/links`).send({ party: 'learner' })
        await world.anyone
          .post(new URL(link.body.url).pathname)
          .send({ name: 'Learner One', accept: true, hash })
      }
      const opened = await coordinator().post('/v1/recognitions').send({ mobilityId: made.id })
      expect([missing, opened.status]).toEqual([missing, 409])
      expect(opened.body.detail).toContain(missing)
    }
  })

  test('nothing in the database was judged or handed in earlier than it was signed', async () => {
    await given(world).validation(one)
    const rows = (await world.services.db.owner.execute(`
      select count(*) filter (where done.at < signed.at) as early, count(*) as done from (
        select recognition_id, created_at as at from evidence
        union all select recognition_id, submitted_at from assessments) done
      join recognitions r on r.id = done.recognition_id
      join (select version_id, max(signed_at) as at from agreement_signatures group by version_id) signed
        on signed.version_id = r.agreement_version_id`)) as { early: string; done: string }[]
    expect(Number(rows[0]!.done)).toBeGreaterThanOrEqual(2)
    expect(Number(rows[0]!.early)).toBe(0)
  })
})
