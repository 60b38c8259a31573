import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const planned = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]
const claim = (id: string, competence: string, body: object) =>
  coordinator().put(`/v1/recognitions/${id}/outcomes/${competence}/claim`).send(body)
const add = (id: string, over: object = {}) =>
  coordinator()
    .post(`/v1/recognitions/${id}/outcomes`)
    .send({
      competence: '5.1',
      description: 'Mended the printers of the whole office.',
      baseline: 1,
      target: 3,
      selfLevel: 6,
      methods: ['portfolio'],
      ...over,
    })

describe('identification', () => {
  test('claims planned outcomes or drops them with a reason, and records the levels', async () => {
    const made = await given(world).identification(planned)
    const claimed = await claim(made.id, '1.1', { status: 'claimed', selfLevel: 7 })
    expect(claimed.body).toMatchObject({ status: 'claimed', baseline: 2, target: 4, selfLevel: 7 })
    expect((await claim(made.id, '2.4', { status: 'dropped' })).status).toBe(400)
    const dropped = await claim(made.id, '2.4', { status: 'dropped', reason: 'There was no occasion.' })
    expect(dropped.body).toMatchObject({ status: 'dropped', remark: 'There was no occasion.' })
    expect((await claim(made.id, '2.4', { status: 'claimed' })).body).toMatchObject({ remark: null })
    expect((await claim(made.id, '9.9', { status: 'claimed' })).status).toBe(404)
    const tooHigh = await claim(made.id, '1.1', { status: 'claimed', selfLevel: 9 })
    expect([tooHigh.status, tooHigh.body.errors[0].pointer]).toEqual([422, '/selfLevel'])
  })

  test('is not complete while a planned outcome is neither', async () => {
    const made = await given(world).identification(planned)
    await claim(made.id, '1.1', { status: 'claimed' })
    const moving = await coordinator()
      .post(`/v1/recognitions/${made.id}/transitions`)
      .send({ action: 'complete-identification' })
    expect(moving.body.blockers).toMatchObject([{ code: 'outcome-open', competence: '2.4' }])
  })

  test('adds outcomes that nobody planned, with a description', async () => {
    const made = await given(world).identification(planned)
    const added = await add(made.id)
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({
      kind: 'additional',
      status: 'claimed',
      baseline: 1,
      target: 3,
      selfLevel: 6,
      remark: 'Mended the printers of the whole office.',
    })
    expect((await add(made.id, { description: '' })).status).toBe(400)
    expect((await add(made.id, { description: undefined })).status).toBe(400)
    const twice = await add(made.id)
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([422, '/competence'])
    expect((await add(made.id, { competence: '1.1' })).status).toBe(422)
  })

  test('is over once it is complete: nothing is claimed or added after', async () => {
    const made = await given(world).documentation(planned)
    expect((await claim(made.id, '1.1', { status: 'dropped', reason: 'x' })).status).toBe(409)
    expect((await add(made.id)).status).toBe(409)
  })

  test('is the work of the sending coordinator', async () => {
    const made = await given(world).identification(planned)
    const path = `/v1/recognitions/${made.id}/outcomes/1.1/claim`
    const host = world.as({ school: world.host, role: 'coordinator' })
    expect((await host.put(path).send({ status: 'claimed' })).status).toBe(403)
    const mentor = world.as({ school: world.school, role: 'mentor' })
    expect((await mentor.put(path).send({ status: 'claimed' })).status).toBe(403)
  })
})

describe('how the learner sees themselves', () => {
  test('never feeds the level: the same marks make the same level, whatever the self-assessment', async () => {
    const codes = ['1.1', '1.2', '2.1', '2.4', '3.1', '5.1']
    const selfLevel = fc.option(fc.integer({ min: 1, max: 8 }))
    const baseline = fc.option(fc.integer({ min: 1, max: 8 }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ selfLevel, baseline }), { minLength: codes.length, maxLength: codes.length }),
        fc.integer({ min: 2, max: 6 }),
        async (selves, level) => {
          const outcomes = codes.map((competence, at) => ({
            competence,
            baseline: selves[at]!.baseline,
            target: 4,
          }))
          const levels = await levelsFor(outcomes, selves, level)
          const expected = level < 3 ? null : Math.min(level, 5)
          expect(levels).toEqual(codes.map(() => expected))
        },
      ),
      { numRuns: 3, examples: [[codes.map((_, at) => ({ selfLevel: at + 2, baseline: 8 - at })), 4]] },
    )
  }, 60_000)
})

/** The level of each outcome when all are marked as showing `level`. */
async function levelsFor(
  outcomes: { competence: string; baseline: number | null; target: number }[],
  selves: { selfLevel: number | null }[],
  level: number,
): Promise<(number | null)[]> {
  const { ok, identification, move, evidence, marksFor, declare, assign } = given(world)
  const made = await identification(outcomes)
  for (const [at, { competence }] of outcomes.entries()) {
    const body = { status: 'claimed', selfLevel: selves[at]!.selfLevel }
    const claimed = await ok(claim(made.id, competence, body))
    expect(claimed.selfLevel).toBe(selves[at]!.selfLevel)
  }
  await move(made.id, 'complete-identification')
  const piece = await evidence(
    made.id,
    outcomes.map((one) => one.competence),
  )
  for (const { competence } of outcomes) made.evidence[competence] = String(piece.id)
  await declare(made.id)
  await move(made.id, 'complete-documentation')
  await assign(made.id, world.school)
  const assessor = world.as({ school: world.school, role: 'assessor' })
  const levels: (number | null)[] = []
  for (const { competence } of outcomes) {
    const marked = await ok(
      assessor.post(`/v1/recognitions/${made.id}/marks`).send(marksFor(made, competence, level)),
    )
    levels.push(marked.level as number | null)
  }
  return levels
}
