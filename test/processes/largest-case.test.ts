import { beforeAll, describe, expect, test } from 'vitest'
import { unitsAt } from '../../src/measure/frameworks/coverage.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/measure/frameworks/load-frameworks.ts'
import { MAX_CRITERIA, MAX_LETTERS, MAX_OUTCOMES, MAX_PIECES } from '../../src/mobility/mobilities/extent.ts'
import { asBytes } from '../setup/bytes.ts'
import { type Case, given } from '../setup/given.ts'
import { newWorld, type World } from '../setup/world.ts'

/** Every competence that the framework has, with as many criteria as are taken, whose texts are as long as they may be. */
const codes = [3, 6, 4, 4, 4].flatMap((count, area) =>
  Array.from({ length: count }, (_, n) => `${area + 1}.${n + 1}`),
)
const longest = Math.floor(MAX_LETTERS / codes.length / MAX_CRITERIA / 2) - 20
const digcomp = loadFrameworks([builtInFrameworks]).get('digcomp-2.2')!
/** Each facet of the level in turn, so that all of them are covered. */
function facetAt(competence: string, level: number, n: number): string {
  const facets = unitsAt(digcomp, competence, level)
  return facets[n % facets.length]!
}
const outcomes = codes.map((competence) => ({
  competence,
  baseline: 1,
  target: 3,
  methods: Array.from({ length: 10 }, (_, n) => `method ${n}`),
  criteria: Array.from({ length: MAX_CRITERIA }, (_, n) => ({
    id: `own.${n}`,
    level: 1 + (n % 3),
    facet: facetAt(competence, 1 + (n % 3), Math.floor(n / 3)),
    text: { lv: 'ā'.repeat(longest), en: 'a'.repeat(longest) },
    mandatory: true,
  })),
}))

describe('the largest case there can be', () => {
  let world: World
  let made: Case
  let step: ReturnType<typeof given>
  const pieces: string[] = []
  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    made = await step.documentation(outcomes)
  }, 120_000)

  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const record = (n: number) =>
    mentor()
      .post(`/v1/recognitions/${made.id}/evidence/records`)
      .send({
        kind: 'link',
        title: `Work ${n}`,
        producedOn: '2026-09-20',
        competences: codes,
        url: `https://example.org/work/${n}`,
      })

  test('takes as much evidence for each outcome as can be judged, and says so of more', async () => {
    for (let n = 0; n < MAX_PIECES; n++) pieces.push(String((await step.ok(record(n))).id))
    const more = await record(MAX_PIECES)
    expect(more.status).toBe(422)
    expect(more.body.errors).toHaveLength(codes.length)
    expect(more.body.errors[0].pointer).toBe('/competences')
  }, 120_000)

  test('is marked, decided, issued, and its papers are verified', async () => {
    await step.declare(made.id)
    await step.move(made.id, 'complete-documentation')
    await step.assign(made.id, world.school)
    const judgements = pieces.map((evidenceId) => ({
      evidenceId,
      valid: true,
      authentic: true,
      current: true,
      sufficient: true,
    }))
    const marks = codes.map((competence) => ({
      competence,
      judgements,
      method: 'method 0',
      marks: outcomes[0]!.criteria.map(({ id }) => ({
        criterionId: id,
        mark: 'met',
        evidenceIds: pieces,
        comment: 'x'.repeat(1000),
      })),
    }))
    const assessor = world.as({ school: world.school, role: 'assessor' })
    for (const body of marks) await step.ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send(body))
    await step.secondMarks(made, marks)
    await step.move(made.id, 'complete-assessment')
    const { as, school } = world
    const decision = { outcomes: codes.map((competence) => ({ competence, result: 'reached' })) }
    await step.ok(
      as({ school, role: 'validator' }).post(`/v1/recognitions/${made.id}/decision`).send(decision),
    )
    const { id } = await step.ok(
      as({ school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: made.id }),
    )
    const types = {
      json: 'application/json',
      pdf: 'application/pdf',
      jwt: 'application/vc+jwt',
      'ob3.json': 'application/vc+ld+json',
    }
    for (const [form, type] of Object.entries(types)) {
      const { body: paper } = await as({ school, role: 'coordinator' })
        .get(`/v1/certificates/${id}.${form}`)
        .buffer()
        .parse(asBytes)
      const { status, body } = await world.anyone
        .post('/v1/verifications')
        .set('content-type', type)
        .send(type.includes('pdf') ? paper : paper.toString())
      expect([form, status, body.status]).toEqual([form, 200, 'valid'])
    }
    const recognised = Array.from({ length: MAX_OUTCOMES }, (_, n) => ({
      kind: 'module',
      reference: `Module ${n}`,
    }))
    const act = {
      decision: 'in-full',
      recognisedAs: recognised,
      legalBasis: 'Regulation 70',
      decidedOn: '2026-11-21',
    }
    await step.ok(as({ school, role: 'issuer' }).post(`/v1/certificates/${id}/acts`).send(act))
    const held = process.memoryUsage().rss
    const began = performance.now()
    const { status, body: file } = await as({ school, role: 'auditor' })
      .get(`/v1/recognitions/${made.id}/file.pdf`)
      .buffer()
      .parse(asBytes)
    expect(status).toBe(200)
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(process.memoryUsage().rss - held).toBeLessThan(400_000_000)
    expect(file.length).toBeLessThan(12_000_000)
  }, 240_000)
})
