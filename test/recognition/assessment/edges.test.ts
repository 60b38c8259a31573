import { beforeAll, describe, expect, test } from 'vitest'
import { type Case, given, type Outcome } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Mark = { criterionId: string; mark: string; evidenceIds: string[]; method?: string }
type Body = { marks: Mark[]; method?: string; contradiction?: string }

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const assessor = () => world.as({ school: world.school, role: 'assessor' })
const planned: Outcome[] = [{ competence: '1.1', baseline: 2, target: 4 }]
const submit = (made: Case, body: object) => assessor().post(`/v1/recognitions/${made.id}/marks`).send(body)
const dueOf = async (made: Case): Promise<string[]> => {
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const { body } = await coordinator.get(`/v1/recognitions/${made.id}/second-markings`)
  return body.items.flatMap(({ reasons }: { reasons: string[] }) => reasons)
}
/** Marks by which the criteria of these levels are met, all but so many of the first of them. */
function marks(made: Case, levels: number[], missed: Record<number, number> = {}): Body {
  const body = given(world).marksFor(made, '1.1', 8) as Body
  const { criteria } = made.outcomes[0]!
  for (const level of new Set(criteria.map((criterion) => criterion.level!))) {
    const at = criteria.filter((criterion) => criterion.level === level).map(({ id }) => id)
    const short = levels.includes(level) ? at.slice(0, missed[level] ?? 0) : at
    for (const mark of body.marks) if (short.includes(mark.criterionId)) mark.mark = 'not-met'
  }
  return body
}

describe('marks that contradict themselves', () => {
  test('are confirmed with a comment, kept with it, and marked a second time', async () => {
    const made = await given(world).assessment(planned)
    const body = marks(made, [4])
    const refused = await submit(made, body)
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ pointer: '/contradiction', detail: expect.stringContaining('level 3') }),
    ])
    const confirmed = await submit(made, {
      ...body,
      contradiction: 'Does the hard part daily, never the easy one.',
    })
    expect(confirmed.body).toMatchObject({
      level: null,
      contradiction: 'Does the hard part daily, never the easy one.',
    })
    expect(await dueOf(made)).toContain('contradiction')
  })

  test('are no matter where the levels follow each other, and no comment is kept then', async () => {
    const made = await given(world).assessment(planned)
    const given_ = await submit(made, { ...marks(made, [3, 4]), contradiction: 'None.' })
    expect(given_.body).toMatchObject({ level: 4, contradiction: null })
    expect(await dueOf(made)).not.toContain('contradiction')
  })
})

describe('borderline', () => {
  test.each([
    ['one criterion short of the target', [3, 4], { 4: 1 }, true],
    ['two criteria short of it', [3, 4], { 4: 2 }, false],
    ['the target reached, and one short of the level above', [3, 4, 5], { 5: 1 }, false],
  ])('%s: %s', async (_, levels, missed, isBorderline) => {
    const made = await given(world).assessment(planned)
    expect((await submit(made, marks(made, levels, missed))).status).toBe(201)
    expect((await dueOf(made)).includes('borderline')).toBe(isBorderline)
  })
})

describe('a mark names the method by which it was found', () => {
  const two: Outcome[] = [Object.assign({ methods: ['portfolio', 'observation'] }, planned[0]!)]

  test('its own, that of all marks, or the only one that was agreed', async () => {
    const one = await given(world).assessment(planned)
    const only = await submit(one, marks(one, [3, 4]))
    expect(only.body.marks.every(({ method }: Mark) => method === 'portfolio')).toBe(true)

    const made = await given(world).assessment(two)
    const { method: _, ...bare } = marks(made, [3, 4])
    const refused = await submit(made, bare)
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toHaveLength(bare.marks.length)
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/marks/0/method' })
    bare.marks[0]!.method = 'portfolio'
    const named = await submit(made, { ...bare, method: 'observation' })
    expect(named.body.marks.slice(0, 2).map(({ method }: Mark) => method)).toEqual([
      'portfolio',
      'observation',
    ])
  })

  test('another one than agreed is told to the validator as a deviation', async () => {
    const made = await given(world).assessment(planned)
    await given(world).ok(submit(made, { ...marks(made, [3, 4]), method: 'interview' }))
    await given(world).secondMarks(made, [marks(made, [3, 4])])
    await given(world).move(made.id, 'complete-assessment')
    const validator = world.as({ school: world.school, role: 'validator' })
    const { body } = await validator.get(`/v1/recognitions/${made.id}/decision-basis`)
    expect(body.deviations).toContainEqual({ code: 'other-method', competence: '1.1', detail: 'interview' })
  })
})

describe('what was gained follows from what was known of before', () => {
  const gained = async (outcome: object, level: number) => {
    const outcomes = [{ ...planned[0]!, ...outcome }] as Outcome[]
    const made = await given(world).validation(outcomes, { '1.1': level })
    const validator = world.as({ school: world.school, role: 'validator' })
    const { body } = await validator.get(`/v1/recognitions/${made.id}/decision-basis`)
    return body.outcomes[0].suggested
  }

  test('none found: acquired; a lower level: improved; not looked for: neither', async () => {
    const none = { baseline: null, baselineFound: 'none', target: 2 }
    expect(await gained(none, 2)).toEqual({
      result: 'reached',
      reached: true,
      improved: true,
      gain: 'acquired',
    })
    expect(await gained({}, 4)).toMatchObject({ improved: true, gain: 'improved' })
    expect(await gained({ baseline: null }, 4)).toMatchObject({ improved: null, gain: 'unknown' })
  })

  test('a level no higher than before, and nothing of the target, is not partly reached', async () => {
    expect(await gained({ baseline: 3 }, 3)).toMatchObject({ result: 'not-reached', gain: 'none' })
    expect(await gained({ baseline: 2 }, 3)).toMatchObject({ result: 'partly', gain: 'improved' })
  })
})

describe('a self-assessment', () => {
  test('is a level, none, or nobody asked; no gap is computed without one', async () => {
    const made = await given(world).opened(planned)
    await given(world).inform(made.id)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const claim = (body: object) =>
      coordinator.put(`/v1/recognitions/${made.id}/outcomes/1.1/claim`).send({ status: 'claimed', ...body })
    expect((await claim({})).body).toMatchObject({ selfLevel: null, selfFound: null })
    expect((await claim({ selfFound: 'none' })).body).toMatchObject({ selfLevel: null, selfFound: 'none' })
    expect((await claim({ selfLevel: 3 })).body).toMatchObject({ selfLevel: 3, selfFound: 'level' })
    const unfit = await claim({ selfLevel: 3, selfFound: 'none' })
    expect([unfit.status, unfit.body.errors[0].pointer]).toEqual([422, '/selfFound'])
  })
})
