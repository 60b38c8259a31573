import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeSettings } from '../../../src/parties/organisations/store.ts'
import { type Case, given } from '../../setup/given.ts'
import { authoriseAssessor, newWorld, type World } from '../../setup/world.ts'

type Wire = Record<string, unknown>

describe('second marking', () => {
  let world: World
  let version = 1
  beforeAll(async () => {
    world = await newWorld()
  })
  const first = () => world.as({ school: world.school, role: 'assessor' })
  const second = () => world.as({ school: world.host, role: 'assessor' })
  const person = (role: 'coordinator' | 'validator' | 'issuer' | 'admin' | 'auditor') =>
    world.as({ school: world.school, role })
  const at = (made: Case) => `/v1/recognitions/${made.id}`
  const marks = (client: ReturnType<typeof first>, made: Case, competence: string, level: number) =>
    client.post(`${at(made)}/marks`).send(given(world).marksFor(made, competence, level))
  const drawn = async (made: Case) =>
    (await person('coordinator').get(`${at(made)}/second-markings`)).body.items
  const sample = (secondMarkingRate: number, secondMarkingMinimum: number) =>
    writeSettings(
      world.services.db.owner,
      world.school.id,
      version++,
      { secondMarkingRate, secondMarkingMinimum },
      world.clock.now,
    )
  const blockersOf = async (made: Case) =>
    (await person('coordinator').get(at(made))).body.blockers.map(
      (one: { code: string; competence: string }) => `${one.code} ${one.competence}`,
    )

  test('is drawn when the first marks are submitted, and the number drawn is kept whatever comes of it', async () => {
    await sample(0, 0)
    const made = await given(world).assessment()
    await marks(first(), made, '1.1', 4)
    await sample(1, 0)
    await marks(first(), made, '2.4', 5)
    const [none, taken] = await drawn(made)
    expect(none).toMatchObject({ reasons: [], rate: 0, minimum: 0, sampledBefore: 0 })
    expect(taken).toMatchObject({ reasons: ['sample'], rate: 1, minimum: 0 })
    for (const { drawn: number } of [none, taken]) {
      expect(number).toBeGreaterThanOrEqual(0)
      expect(number).toBeLessThan(1)
    }
    expect(none.drawn).not.toBe(taken.drawn)
    expect(await blockersOf(made)).toEqual(['second-marks-missing 2.4'])
    await expect(world.services.db.owner.execute(sql`update second_markings set drawn = 0`)).rejects.toThrow()
  })

  test('takes at least the minimum of each partnership and quarter', async () => {
    await sample(0, 3)
    const reasons: string[][] = []
    for (let index = 0; index < 2; index++) {
      const made = await given(world).assessment()
      await marks(first(), made, '1.1', 4)
      await marks(first(), made, '2.4', 5)
      reasons.push(...(await drawn(made)).map((one: { reasons: string[] }) => one.reasons))
    }
    // One outcome was taken in this quarter before.
    expect(reasons).toEqual([['sample'], ['sample'], [], []])
    await sample(0, 0)
  })

  test('is forced on a borderline case and where the self-assessment is two levels away, and keeps the signed gap', async () => {
    const made = await given(world).documentation()
    await world.services.db.owner.execute(
      sql`update outcomes set self_level = 6 where recognition_id = ${made.id} and competence = '1.1'`,
    )
    const ready = await toAssessment(world, made)
    expect((await marks(first(), ready, '1.1', 4)).body.selfGap).toBe(2)
    // At level 4 of 2.4 a single criterion of level 5 is short.
    expect((await marks(first(), ready, '2.4', 4)).body.selfGap).toBeNull()
    expect((await drawn(ready)).map((one: { reasons: string[] }) => one.reasons)).toEqual([
      ['self-assessment'],
      ['borderline'],
    ])
  })

  test('is not done where it is not due', async () => {
    const made = await given(world).assessment()
    await given(world).assign(made.id, world.host, 'second')
    expect((await marks(second(), made, '1.1', 4)).body.detail).toBe(
      'A second marking of this outcome is not due.',
    )
    await marks(first(), made, '1.1', 4)
    expect((await marks(second(), made, '1.1', 4)).status).toBe(409)
    const asked = await person('coordinator')
      .post(`${at(made)}/second-markings`)
      .send({ competence: '1.1', reason: 'asked-for' })
    expect(asked.status).toBe(201)
    expect((await marks(second(), made, '1.1', 4)).status).toBe(201)
    expect((await blockersOf(made)).filter((one: string) => one.includes('1.1'))).toEqual([])
  })

  test('is blind: no list, explanation, audit line or reason tells the second assessor what the first found', async () => {
    const made = await given(world).assessment()
    const comment = 'A remark that gives the first opinion away.'
    const body = given(world).marksFor(made, '1.1', 4) as { marks: Wire[] }
    body.marks[0]!.comment = comment
    const submitted = await first()
      .post(`${at(made)}/marks`)
      .send(body)
    await person('coordinator')
      .post(`${at(made)}/second-markings`)
      .send({ competence: '1.1', reason: 'asked-for' })
    await given(world).assign(made.id, world.host, 'second')
    // This person is also the host's coordinator, auditor and admin: other roles open nothing.
    const memberId = world.host.members.assessor
    await world.services.db.owner.execute(
      sql`update members set roles = array['assessor', 'coordinator', 'auditor', 'admin', 'validator'] where id = ${memberId}`,
    )
    for (const role of ['assessor', 'coordinator', 'auditor', 'admin', 'validator'] as const) {
      const client = world.as({ school: world.host, role, memberId })
      for (const path of [
        '',
        '/assessments',
        '/outcomes/1.1/level-explanation',
        '/second-markings',
        '/assignments',
        '/transitions',
        '/decision',
        '/decision-basis',
        '/evidence',
        '/outcomes/1.1/marks-draft',
      ]) {
        const { text } = await client.get(at(made) + path)
        expect(text).not.toContain(comment)
        expect(text).not.toContain(submitted.body.id)
        expect(text).not.toContain('"mark"')
        expect(text).not.toContain('asked-for')
      }
    }
    const lines = (await world.services.db.owner.execute(
      sql`select details from ledger where subject_id = ${submitted.body.id}`,
    )) as Wire[]
    expect(lines.map((one) => one.details)).toEqual([
      { recognitionId: made.id, competence: '1.1', round: 'first' },
    ])
    for (const client of [person('coordinator'), person('validator'), world.as({ school: world.school })]) {
      expect((await client.get(`${at(made)}/assessments`)).body.items).toEqual([])
    }
    expect((await first().get(`${at(made)}/assessments`)).body.items).toHaveLength(1)

    const own = await marks(second(), made, '1.1', 4)
    expect(own.status).toBe(201)
    expect((await second().get(`${at(made)}/assessments`)).body.items).toHaveLength(2)
    // Until the case leaves assessment anyone may still be made an assessor of it.
    const seen = async () => (await person('validator').get(`${at(made)}/assessments`)).body.items
    expect(await seen()).toEqual([])
    await marks(first(), made, '2.4', 5)
    await marks(second(), made, '2.4', 5)
    await given(world).move(made.id, 'complete-assessment')
    expect((await seen()).length).toBeGreaterThanOrEqual(3)
  })

  test('that differs by a level goes to an adjudicator who is neither, and whose level counts', async () => {
    const made = await given(world).assessment([{ competence: '1.1', baseline: 2, target: 4 }])
    await marks(first(), made, '1.1', 4)
    await person('coordinator')
      .post(`${at(made)}/second-markings`)
      .send({ competence: '1.1', reason: 'asked-for' })
    await given(world).assign(made.id, world.host, 'second')
    await marks(second(), made, '1.1', 3)
    expect(await blockersOf(made)).toEqual(['adjudication-missing 1.1'])
    const stuck = await person('coordinator')
      .post(`${at(made)}/transitions`)
      .send({ action: 'complete-assessment' })
    expect(stuck.status).toBe(409)
    const same = await person('coordinator')
      .post(`${at(made)}/assignments`)
      .send({ memberId: world.school.members.assessor, round: 'adjudication' })
    expect(same.status).toBe(409)
    expect((await first().get(`${at(made)}/assessments`)).body.items).toHaveLength(1)

    const third = await newAssessor(world)
    await given(world).assign(made.id, world.school, 'adjudication', third)
    const adjudicator = world.as({ school: world.school, role: 'assessor', memberId: third })
    expect((await adjudicator.get(`${at(made)}/assessments`)).body.items).toHaveLength(2)
    expect((await marks(adjudicator, made, '1.1', 5)).status).toBe(201)
    expect(await blockersOf(made)).toEqual([])
    await given(world).move(made.id, 'complete-assessment')
    const basis = await person('validator').get(`${at(made)}/decision-basis`)
    const [outcome] = basis.body.outcomes
    expect(outcome.level).toBe(5)
    expect(outcome.secondMarkingFor).toEqual(['asked-for'])
    expect(
      outcome.markings.map((one: { assessment: Wire }) => [one.assessment.round, one.assessment.level]),
    ).toEqual([
      ['first', 4],
      ['second', 3],
      ['adjudication', 5],
    ])
    const decided = await person('validator')
      .post(`${at(made)}/decision`)
      .send({ outcomes: [{ competence: '1.1', result: 'reached' }] })
    expect(decided.body.items[0]).toMatchObject({ level: 5, improved: true })
    const issued = await person('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status).toBe(201)
  })

  test('is not asked for once the case is closed: that takes an appeal, which has marks of its own', async () => {
    const made = await given(world).decided([{ competence: '1.1', baseline: 2, target: 4 }])
    const ask = () =>
      person('coordinator')
        .post(`${at(made)}/second-markings`)
        .send({ competence: '1.1', reason: 'asked-for' })
    expect((await ask()).status).toBe(409)
    await person('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect((await ask()).status).toBe(409)
  })
})

describe('an assessor who should not have marked', () => {
  test('is found again when the certificate is issued, in whatever way it came about', async () => {
    const world = await newWorld()
    const { owner } = world.services.db
    const issue = (made: Case) =>
      world
        .as({ school: world.school, role: 'issuer' })
        .post('/v1/certificates')
        .send({ recognitionId: made.id })
    const one = [{ competence: '1.1', baseline: 2, target: 4 }]

    const conflicted = await given(world).decided(one)
    await owner.execute('alter table assignments disable trigger kept')
    await owner.execute(
      sql`update assignments set last_trained_on = '2026-01-01' where recognition_id = ${conflicted.id}`,
    )
    expect((await issue(conflicted)).body.detail).toContain('trained this person')
    await owner.execute(sql`update assignments set last_trained_on = null, state = 'conflicted'`)
    expect((await issue(conflicted)).body.detail).toContain('free of conflict')
    await owner.execute(sql`update assignments set state = 'accepted', round = 'second'`)
    expect((await issue(conflicted)).body.detail).toContain('not assigned')
    await owner.execute(sql`update assignments set round = 'first'`)

    await owner.execute(sql.raw('alter table assessments disable trigger append_only'))
    await owner.execute(
      sql`update assessments set authorisation = authorisation || '{"validUntil": "2026-11-20"}'`,
    )
    expect((await issue(conflicted)).body.detail).toContain('not authorised')
    await owner.execute(
      sql`update assessments set authorisation = authorisation || '{"validUntil": "2026-11-21"}'`,
    )
    expect((await issue(conflicted)).status).toBe(201)
  })
})

describe('the agreement of assessors', () => {
  let world: World
  let made: Case
  const levels = [
    ['1.1', 4, 5],
    ['1.2', 5, 4],
    ['1.3', 4, 5],
    ['2.1', 5, 4],
    ['2.2', 4, 5],
  ] as const
  beforeAll(async () => {
    world = await newWorld()
    const set = { secondMarkingRate: 1, secondMarkingMinimum: 5 }
    await writeSettings(world.services.db.owner, world.school.id, 1, set, world.clock.now)
    made = await given(world).assessment(
      levels.map(([competence]) => ({ competence, baseline: 2, target: 4 })),
    )
    await given(world).assign(made.id, world.host, 'second')
    const third = await newAssessor(world)
    await given(world).assign(made.id, world.school, 'adjudication', third)
    const marks = (who: Parameters<World['as']>[0], competence: string, level: number) =>
      given(world).ok(
        world
          .as(who)
          .post(`/v1/recognitions/${made.id}/marks`)
          .send(given(world).marksFor(made, competence, level)),
      )
    for (const [competence, one, other] of levels) {
      await marks({ school: world.school, role: 'assessor' }, competence, one)
      await marks({ school: world.host, role: 'assessor' }, competence, other)
      await marks({ school: world.school, role: 'assessor', memberId: third }, competence, 5)
    }
    await given(world).move(made.id, 'complete-assessment')
    const validator = world.as({ school: world.school, role: 'validator' })
    const outcomes = levels.map(([competence]) => ({ competence, result: 'reached' }))
    await given(world).ok(validator.post(`/v1/recognitions/${made.id}/decision`).send({ outcomes }))
  })
  const admin = (school = world.school) => world.as({ school, role: 'admin' })
  const issue = () =>
    world
      .as({ school: world.school, role: 'issuer' })
      .post('/v1/certificates')
      .send({ recognitionId: made.id })

  test('is reported by partnership, framework and quarter, to both sides and nobody else', async () => {
    for (const school of [world.school, world.host]) {
      const { body } = await admin(school).get('/v1/reports/agreement')
      expect(body.items).toEqual([
        {
          sendingOrganisationId: world.school.id,
          hostingOrganisationId: world.host.id,
          framework: 'digcomp-2.2',
          quarter: '2026-Q4',
          pairs: 5,
          rawAgreement: 0,
          linearKappa: expect.closeTo(-12 / 13, 9),
          quadraticKappa: expect.closeTo(-12 / 13, 9),
          alpha: expect.closeTo(-0.8, 9),
          alarm: true,
        },
      ])
    }
    expect((await admin(world.stranger).get('/v1/reports/agreement')).body.items).toEqual([])
    expect((await admin().get('/v1/reports/agreement?until=2026-11-20')).body.items).toEqual([])
    expect((await admin().get('/v1/reports/agreement?from=2026-11-21')).body.items).toHaveLength(1)
  })

  test('raises an alarm below its limit and, far below, pauses issuing until an admin resumes it with a reason', async () => {
    // The host's assessor marked last; the sending organisation, whose issuing stops, reads why.
    const auditor = world.as({ school: world.school, role: 'auditor' })
    const lines = (await auditor.get(`/v1/audit?subject=${world.school.id}`)).body.items as Wire[]
    expect(lines.map((one) => [one.action, one.organisationId])).toEqual([
      ['agreement.alarm', world.host.id],
      ['issuing.pause', world.host.id],
    ])
    const paused = await issue()
    expect(paused.status).toBe(409)
    expect(paused.body.blockers).toMatchObject([{ code: 'issuing-paused', by: 'admin' }])
    const [pause] = (await admin().get('/v1/issuing-pauses')).body.items
    expect(pause).toMatchObject({ kappa: expect.closeTo(-12 / 13, 9), pairs: 5, resumedAt: null })
    const resume = (client = admin(), body: Wire = { reason: 'The rubric was clarified.' }) =>
      client.post(`/v1/issuing-pauses/${pause.id}/resumption`).send(body)
    expect((await resume(admin(), {})).status).toBe(400)
    expect((await resume(admin(world.host))).status).toBe(404)
    expect((await resume(world.as({ school: world.school, role: 'coordinator' }))).status).toBe(403)
    expect((await issue()).status).toBe(409)
    expect((await resume()).body).toMatchObject({ reason: 'The rubric was clarified.' })
    expect((await resume()).status).toBe(404)
    expect((await issue()).status).toBe(201)
  })
})

async function newAssessor(world: World): Promise<string> {
  const { body } = await world
    .as({ school: world.school, role: 'admin' })
    .post('/v1/members')
    .send({ name: 'Assessor Three', roles: ['assessor'] })
  await authoriseAssessor(world.services, world.school.id, body.id)
  return body.id
}

/** Takes a case that has just come to documentation on to assessment. */
async function toAssessment(world: World, made: Case): Promise<Case> {
  const { evidence, declareAuthorship, move, assign, ok } = given(world)
  for (const { competence } of made.outcomes) {
    made.evidence[competence] = String((await evidence(made.id, [competence])).id)
  }
  const path = `/v1/recognitions/${made.id}`
  await ok(
    world.as({ school: world.host, role: 'mentor' }).post(`${path}/attestation`).send({ statement: 'Here.' }),
  )
  await declareAuthorship(made.id)
  await move(made.id, 'complete-documentation')
  await assign(made.id, world.school)
  return made
}
