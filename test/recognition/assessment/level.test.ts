import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Criterion } from '../../../src/db/schema/mobility/agreements.ts'
import type { EvidenceJudgement, Mark } from '../../../src/db/schema/recognition/assessments.ts'
import { acceptedEvidence, countMet, levelOf } from '../../../src/recognition/assessment/level.ts'

const evidence = ['a', 'b', 'c', 'd']

const criteria: fc.Arbitrary<Criterion[]> = fc
  .array(fc.record({ level: fc.option(fc.integer({ min: 1, max: 8 })), mandatory: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => all.map((one, index) => ({ id: `c${index}`, facet: null, text: { lv: '', en: '' }, ...one })))

const judgements: fc.Arbitrary<EvidenceJudgement[]> = fc.tuple(
  ...evidence.map((evidenceId) =>
    fc.record({
      evidenceId: fc.constant(evidenceId),
      valid: fc.boolean(),
      authentic: fc.boolean(),
      current: fc.boolean(),
      sufficient: fc.boolean(),
    }),
  ),
)

const rubric = criteria.chain((made) =>
  fc.record({
    criteria: fc.constant(made),
    judgements,
    marks: fc.tuple(
      ...made.map(({ id }) =>
        fc.record<Mark>({
          criterionId: fc.constant(id),
          mark: fc.constantFrom('met', 'met', 'partly', 'not-met', 'not-observed'),
          evidenceIds: fc.subarray(evidence),
          comment: fc.constant(null),
        }),
      ),
    ),
  }),
)

type Rubric = { criteria: Criterion[]; judgements: EvidenceJudgement[]; marks: Mark[] }
const level = ({ criteria, judgements, marks }: Rubric) =>
  levelOf(countMet(criteria, marks, acceptedEvidence(judgements)))
const rank = (one: Rubric) => level(one) ?? 0

describe('a level', () => {
  test('is none, or one of those that have a mandatory criterion of their own', () => {
    fc.assert(
      fc.property(rubric, (one) => {
        const judged = one.criteria.filter((each) => each.mandatory).map((each) => each.level ?? 1)
        expect([null, ...judged]).toContain(level(one))
      }),
    )
  })

  test('is the highest up to which every mandatory criterion is met, said in another way', () => {
    const slow = ({ criteria, judgements, marks }: Rubric) => {
      const good = judgements.filter((one) => one.valid && one.authentic && one.current && one.sufficient)
      const isMet = (criterion: Criterion) =>
        marks.some(
          (mark) =>
            mark.criterionId === criterion.id &&
            mark.mark === 'met' &&
            good.some((one) => mark.evidenceIds.includes(one.evidenceId)),
        )
      const mandatory = criteria.filter((one) => one.mandatory)
      const levels = mandatory.map((one) => one.level ?? 1)
      const reached = levels.filter((up) => mandatory.filter((one) => (one.level ?? 1) <= up).every(isMet))
      return reached.length > 0 ? Math.max(...reached) : null
    }
    fc.assert(
      fc.property(rubric, (one) => {
        expect(level(one)).toBe(slow(one))
      }),
    )
  })

  test('is the same every time, in whatever order criteria, marks and judgements come', () => {
    fc.assert(
      fc.property(rubric, (one) => {
        const turned = {
          criteria: one.criteria.toReversed(),
          judgements: one.judgements.toReversed(),
          marks: one.marks.toReversed(),
        }
        expect(level(turned)).toBe(level(one))
      }),
    )
  })

  test('is never lower with one more criterion met', () => {
    fc.assert(
      fc.property(rubric, fc.nat(), (one, pick) => {
        const marks = one.marks.map((mark, index) =>
          index === pick % one.marks.length ? { ...mark, mark: 'met' as const } : mark,
        )
        expect(rank({ ...one, marks })).toBeGreaterThanOrEqual(rank(one))
      }),
    )
  })

  test('is never lower with more accepted evidence, and never higher with less', () => {
    fc.assert(
      fc.property(rubric, fc.constantFrom(...evidence), fc.nat(), (one, evidenceId, pick) => {
        const yes = { evidenceId, valid: true, authentic: true, current: true, sufficient: true }
        const more = {
          ...one,
          judgements: one.judgements.map((each) => (each.evidenceId === evidenceId ? yes : each)),
          marks: one.marks.map((mark, index) =>
            index === pick % one.marks.length && !mark.evidenceIds.includes(evidenceId)
              ? { ...mark, evidenceIds: [...mark.evidenceIds, evidenceId] }
              : mark,
          ),
        }
        const less = {
          ...one,
          judgements: one.judgements.filter((each) => each.evidenceId !== evidenceId),
          marks: one.marks.map((mark) => ({
            ...mark,
            evidenceIds: mark.evidenceIds.filter((id) => id !== evidenceId),
          })),
        }
        expect(rank(more)).toBeGreaterThanOrEqual(rank(one))
        expect(rank(less)).toBeLessThanOrEqual(rank(one))
      }),
    )
  })

  test('counts a piece only with four times yes', () => {
    const criterion = { id: 'c', level: 3, facet: null, text: { lv: '', en: '' }, mandatory: true }
    const marks: Mark[] = [{ criterionId: 'c', mark: 'met', evidenceIds: ['a'], comment: null }]
    for (let bits = 0; bits < 16; bits++) {
      const [valid, authentic, current, sufficient] = [1, 2, 4, 8].map((bit) => (bits & bit) > 0) as [
        boolean,
        boolean,
        boolean,
        boolean,
      ]
      const judged = [{ evidenceId: 'a', valid, authentic, current, sufficient }]
      expect(level({ criteria: [criterion], judgements: judged, marks })).toBe(bits === 15 ? 3 : null)
    }
  })
})
