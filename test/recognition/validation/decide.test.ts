import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  decisionFault,
  gainOf,
  isImproved,
  isReached,
  markingBehind,
  suggestedResult,
} from '../../../src/recognition/validation/decision.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Wire = Record<string, unknown>

describe('a validator', () => {
  let world: World
  let made: Case
  beforeAll(async () => {
    world = await newWorld()
    made = await caseWithDeviations(world)
  })
  const validator = (school = world.school) => world.as({ school, role: 'validator' })
  const path = (what: string) => `/v1/recognitions/${made.id}/${what}`
  const decide = (outcomes: Wire[], client = validator()) => client.post(path('decision')).send({ outcomes })

  test('sees target, level, explanation, evidence, markings and the deviations from the agreement', async () => {
    const { status, body } = await validator().get(path('decision-basis'))
    expect(status).toBe(200)
    expect(body.outcomes.map((one: Wire) => one.competence).sort()).toEqual(['1.1', '2.4', '5.1'])
    const reached = body.outcomes.find((one: Wire) => one.competence === '1.1')
    expect(reached).toMatchObject({
      baseline: 2,
      target: 4,
      level: 4,
      suggested: { result: 'reached', reached: true, improved: true, gain: 'improved' },
      secondMarkingFor: [],
    })
    expect(reached.explanation.levels.map((one: Wire) => one.met)).toEqual([true, true, false])
    expect(reached.markings).toHaveLength(1)
    expect(reached.evidence[0]).toMatchObject({
      vouchedFor: true,
      evidence: { kind: 'file', scan: 'not-scanned' },
    })
    const short = body.outcomes.find((one: Wire) => one.competence === '2.4')
    expect(short).toMatchObject({ target: 5, level: 4, secondMarkingFor: ['borderline'] })
    expect(short.suggested).toEqual({ result: 'partly', reached: false, improved: true, gain: 'improved' })
    expect(short.markings.map((one: { assessment: Wire }) => one.assessment.round)).toEqual([
      'first',
      'second',
    ])

    const codes = body.deviations.map((one: Wire) => `${one.code} ${one.competence ?? ''}`.trim())
    expect(codes.sort()).toEqual([
      'additional-outcome 5.1',
      'agreement-signed-after-start',
      'dropped-outcome 3.1',
      'evidence-outside-window',
    ])
    const dropped = body.deviations.find((one: Wire) => one.code === 'dropped-outcome')
    expect(dropped.detail).toBe('The host had no time for it.')
  })

  test('who also assesses sees the same while they may decide, and half of it is shown to nobody', async () => {
    const both = await newMember(world, world.school, ['assessor', 'validator', 'auditor'])
    const reader = world.as({ school: world.school, role: 'validator', memberId: both })
    const whole = await validator().get(path('decision-basis'))
    expect((await reader.get(path('decision-basis'))).body).toEqual(whole.body)
    const lines = (
      await world.as({ school: world.school, role: 'auditor' }).get(`/v1/audit?subject=${made.id}`)
    ).body.items
    expect(lines.filter((one: Wire) => one.action === 'decision-basis.read')).toMatchObject([
      { memberId: both },
    ])
    // Who is assigned to mark it a second time and has not stays blind.
    const second = await newMember(world, world.school, ['assessor', 'validator'])
    await given(world).assign(made.id, world.school, 'second', second)
    const blind = world.as({ school: world.school, role: 'validator', memberId: second })
    expect((await blind.get(path('decision-basis'))).status).toBe(403)
    // Who may not decide may still be asked to mark in an appeal.
    const watching = await newMember(world, world.school, ['assessor', 'auditor'])
    const watcher = world.as({ school: world.school, role: 'auditor', memberId: watching })
    const closed = await watcher.get(path('decision-basis'))
    expect([closed.status, closed.body.detail]).toEqual([403, expect.stringContaining('not open to you')])
  })

  test('of the hosting organisation, and anybody who is no validator, decides nothing', async () => {
    const outcomes = [{ competence: '1.1', result: 'reached' }]
    expect((await decide(outcomes, validator(world.host))).status).toBe(403)
    expect((await decide(outcomes, world.as({ school: world.stranger, role: 'validator' }))).status).toBe(404)
    for (const role of ['coordinator', 'assessor', 'issuer', 'admin'] as const) {
      expect((await decide(outcomes, world.as({ school: world.school, role }))).status).toBe(403)
    }
    const machine = world.as({ school: world.school })
    expect((await decide(outcomes, machine)).status).toBe(403)
    expect((await validator(world.stranger).get(path('decision-basis'))).status).toBe(404)
  })

  test('who marked the case does not decide on it', async () => {
    const { assessor } = world.school.members
    await world.services.db.owner.execute(
      sql`update members set roles = array['assessor', 'validator'] where id = ${assessor}`,
    )
    const both = world.as({ school: world.school, role: 'validator', memberId: assessor })
    expect((await decide([{ competence: '1.1', result: 'reached' }], both)).status).toBe(403)
  })

  test('decides what follows from the level, or gives a reason, and names every fault at once', async () => {
    const refused = await decide([
      { competence: '1.1', result: 'partly' },
      { competence: '2.4', result: 'reached' },
      { competence: '5.1', result: 'not-assessed' },
      { competence: '4.4', result: 'reached' },
    ])
    expect(refused.status).toBe(422)
    expect(refused.body.errors.map((one: Wire) => one.pointer)).toEqual([
      '/outcomes/0',
      '/outcomes/1',
      '/outcomes/2',
      '/outcomes/3',
    ])
    expect((await validator().get(path('decision'))).body.items).toEqual([])

    const decided = await decide([
      { competence: '1.1', result: 'reached' },
      { competence: '2.4', result: 'partly' },
      { competence: '5.1', result: 'not-assessed', reason: 'The evidence is of another activity.' },
    ])
    expect(decided.status).toBe(201)
    expect(decided.body.items).toMatchObject([
      { competence: '1.1', result: 'reached', level: 4, improved: true },
      { competence: '2.4', result: 'partly', level: 4, improved: true },
      { competence: '5.1', result: 'not-assessed', level: null, improved: false },
    ])
    const again = await decide([{ competence: '1.1', result: 'reached' }])
    expect(again.status).toBe(422)
  })
})

describe('the moves of a case', () => {
  test('say who moved it, in which of their roles, when, and by what was known', async () => {
    const world = await newWorld()
    const { school } = world
    const planned = [{ competence: '1.1', baseline: 2, target: 4 }]
    const made = await given(world).assessment(planned)
    const assessor = world.as({ school, role: 'assessor' })
    const at = `/v1/recognitions/${made.id}`
    await given(world).ok(assessor.post(`${at}/marks`).send(given(world).marksFor(made, '1.1', 4)))
    await world.services.db.owner.execute(
      sql`update members set roles = array['auditor', 'assessor'] where id = ${school.members.assessor}`,
    )
    await given(world).ok(assessor.post(`${at}/transitions`).send({ action: 'complete-assessment' }))
    const outcomes = [{ competence: '1.1', result: 'reached' }]
    await given(world).ok(world.as({ school, role: 'validator' }).post(`${at}/decision`).send({ outcomes }))
    const issuer = world.as({ school, role: 'issuer' })
    await given(world).ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    const { body } = await issuer.get(`${at}/transitions`)
    expect(body.items.map((one: Wire) => [one.action, one.memberId, one.role])).toEqual([
      ['complete-identification', school.members.coordinator, 'coordinator'],
      ['complete-documentation', school.members.coordinator, 'coordinator'],
      ['complete-assessment', school.members.assessor, 'assessor'],
      ['issue', school.members.issuer, 'issuer'],
    ])
    for (const one of body.items) expect(one.inputHash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the rule of a decision', () => {
  const level = fc.option(fc.integer({ min: 1, max: 8 }))
  const judged = fc
    .record({
      target: fc.integer({ min: 1, max: 8 }),
      baseline: level,
      level,
      isLookedFor: fc.boolean(),
      partOfTarget: fc.boolean(),
    })
    .map(({ isLookedFor, ...one }) => {
      const absent = isLookedFor ? ('none' as const) : ('not-looked-for' as const)
      return { ...one, baselineFound: one.baseline === null ? absent : ('level' as const) }
    })
  const results = ['reached', 'partly', 'not-reached', 'not-assessed'] as const

  test('is: reached exactly when the level is at least the target, improved exactly when it is above the baseline', () => {
    fc.assert(
      fc.property(judged, (one) => {
        expect(isReached(one)).toBe((one.level ?? 0) >= one.target)
        if (one.baseline !== null)
          expect(gainOf(one)).toBe((one.level ?? 0) > one.baseline ? 'improved' : 'none')
      }),
    )
  })

  test('takes nothing unknown for zero: without a level before, nothing is said of a gain unless somebody looked', () => {
    const of = (baselineFound: 'none' | 'not-looked-for', level: number | null) =>
      gainOf({ target: 4, baseline: null, baselineFound, level, partOfTarget: false })
    expect(of('not-looked-for', 4)).toBe('unknown')
    expect(of('not-looked-for', null)).toBe('unknown')
    expect(of('none', 4)).toBe('acquired')
    expect(of('none', 3)).toBe('improved')
    expect(of('none', null)).toBe('none')
    expect([isImproved('unknown'), isImproved('acquired'), isImproved('none')]).toEqual([null, true, false])
  })

  test('suggests "partly" only above the level before, or where some of what the target asks was shown', () => {
    const short = { target: 4, baseline: 3, baselineFound: 'level' as const, partOfTarget: false }
    expect(suggestedResult({ ...short, level: 3 })).toBe('not-reached')
    expect(decisionFault({ ...short, level: 3 }, 'partly', 'Because.')).not.toBeNull()
    expect(suggestedResult({ ...short, level: 3, partOfTarget: true })).toBe('partly')
    expect(suggestedResult({ ...short, baseline: 2, level: 3 })).toBe('partly')
    const unknown = { ...short, baseline: null, baselineFound: 'not-looked-for' as const, level: 3 }
    expect(suggestedResult(unknown)).toBe('not-reached')
  })

  test('follows from what settled the marking, and on appeal from the marks of that appeal alone', () => {
    const marking = (outcomeId: string, appealId: string | null) => ({ outcomeId, appealId })
    const [settled, first, second] = [marking('a', null), marking('a', 'one'), marking('a', 'two')]
    const all = [marking('b', null), settled, first, second, marking('b', 'two')]
    const behind = (appealId: string | null) => markingBehind({ outcomeId: 'a', appealId }, all)
    expect(behind(null)).toBe(settled)
    expect(behind('one')).toBe(first)
    expect(behind('two')).toBe(second)
    expect(behind('three')).toBe(settled)
  })

  test('lets no reason turn a level into "reached", and asks for one wherever decision and marks differ', () => {
    fc.assert(
      fc.property(judged, fc.constantFrom(...results), (one, result) => {
        const bare = decisionFault(one, result, null)
        const reasoned = decisionFault(one, result, 'Because.')
        expect(bare === null).toBe(result === suggestedResult(one))
        if (result === 'reached') expect(reasoned === null).toBe(isReached(one))
        if (result === 'not-assessed') expect(reasoned).toBeNull()
      }),
    )
  })
})

/** One outcome reached, one short, one dropped, one additional, with evidence from outside the agreed dates. */
async function caseWithDeviations(world: World): Promise<Case> {
  const { identification, evidence, declareAuthorship, move, assign, marksFor, ok } = given(world)
  const made = await identification([
    { competence: '1.1', baseline: 2, target: 4 },
    { competence: '2.4', baseline: 3, target: 5 },
    { competence: '3.1', baseline: 2, target: 4 },
  ])
  const path = `/v1/recognitions/${made.id}`
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const mentor = world.as({ school: world.host, role: 'mentor' })
  for (const competence of ['1.1', '2.4']) {
    await ok(coordinator.put(`${path}/outcomes/${competence}/claim`).send({ status: 'claimed' }))
  }
  await ok(
    coordinator
      .put(`${path}/outcomes/3.1/claim`)
      .send({ status: 'dropped', reason: 'The host had no time for it.' }),
  )
  await ok(
    coordinator
      .post(`${path}/outcomes`)
      .send({ competence: '5.1', description: 'Repaired a printer.', target: 3, methods: ['portfolio'] }),
  )
  made.outcomes = (await ok(coordinator.get(path))).outcomes as Case['outcomes']
  await move(made.id, 'complete-identification')
  for (const competence of ['1.1', '2.4', '5.1']) {
    made.evidence[competence] = String((await evidence(made.id, [competence])).id)
  }
  await ok(
    mentor
      .post(`${path}/evidence`)
      .field({ title: 'Old work', producedOn: '2026-01-10', competences: '5.1' })
      .attach('file', Buffer.from('Old work.'), 'old.txt'),
  )
  await ok(mentor.post(`${path}/attestation`).send({ statement: 'Done here.' }))
  await declareAuthorship(made.id)
  await move(made.id, 'complete-documentation')
  await assign(made.id, world.school)
  await assign(made.id, world.host, 'second')
  const { items } = (await ok(coordinator.get(`${path}/evidence`))) as {
    items: { id: string; title: string }[]
  }
  const old = items.find((one) => one.title === 'Old work')!.id
  const first = world.as({ school: world.school, role: 'assessor' })
  for (const [competence, level] of [
    ['1.1', 4],
    ['2.4', 4],
    ['5.1', 1],
  ] as const) {
    const marks = marksFor(made, competence, level) as { judgements: Wire[] }
    if (competence === '5.1') {
      const outside = { evidenceId: old, valid: true, authentic: true, current: true, sufficient: true }
      const refused = await first
        .post(`${path}/marks`)
        .send({ ...marks, judgements: [...marks.judgements, outside] })
      expect(refused.body.errors[0].pointer).toBe('/judgements/1/current')
      marks.judgements.push({ ...outside, current: false })
    }
    await ok(first.post(`${path}/marks`).send(marks))
  }
  const second = world.as({ school: world.host, role: 'assessor' })
  await ok(second.post(`${path}/marks`).send(marksFor(made, '2.4', 4)))
  await move(made.id, 'complete-assessment')
  return made
}
