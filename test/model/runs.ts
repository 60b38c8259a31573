import fc from 'fast-check'
import type * as m from './case-model.ts'
import * as close from './closing.ts'
import * as marking from './marking.ts'
import * as prepare from './preparing.ts'
import type { Step } from './step.ts'

/**
 * Who takes a step: anyone who may, tried from this one on (`in-turn`); exactly this one, whatever comes of it; or anyone
 * whom this requirement forbids it, if there is somebody.
 */
export type Attempt = { step: Step | 'look'; who: number; chosen: 'in-turn' | 'exactly' | m.Requirement }

type Spec = {
  /** Whether the second school sends, and the first hosts. */
  turned: boolean
  planned: { competence: string; baseline: number; target: number }[]
  attempts: Attempt[]
}
/** `sampled`: whether the sample of the one and the other school takes everything. */
export type Run = { sampled: [boolean, boolean]; cases: [Spec, Spec]; order: boolean[]; together: boolean[] }

const planOf: fc.Arbitrary<marking.Plan> = fc.record({
  upTo: fc.integer({ min: 2, max: 6 }),
  odd: fc.option(
    fc.record({
      at: fc.nat(30),
      mark: fc.constantFrom('met' as const, 'partly' as const, 'not-observed' as const),
    }),
    { freq: 2 },
  ),
  doubt: fc.option(
    fc.record({
      at: fc.nat(3),
      rule: fc.constantFrom(
        'valid' as const,
        'authentic' as const,
        'current' as const,
        'sufficient' as const,
      ),
    }),
    { freq: 4 },
  ),
})
const selfLevel = fc.option(fc.integer({ min: 1, max: 8 }))

/** The way of a case from its signatures to its certificate, as far as the marks let it go. */
export function wayOf(
  planned: { plans: marking.Plan[]; selfLevel: number | null; dropped: boolean }[],
): (Step | 'look')[] {
  const each = (make: (one: (typeof planned)[number], index: number) => Step[]) => planned.flatMap(make)
  return [
    prepare.sign,
    prepare.sign,
    prepare.signAsLearner,
    prepare.open,
    prepare.inform,
    ...each((one, index) => [one.dropped ? prepare.drop(index) : prepare.claim(index, one.selfLevel)]),
    close.completeIdentification,
    prepare.submitEvidence,
    prepare.submitEvidence,
    prepare.attest,
    prepare.declareAuthorship,
    close.completeDocumentation,
    marking.takeAssignment('first'),
    marking.takeAssignment('second'),
    marking.takeAssignment('adjudication'),
    marking.saveDraft(0),
    ...each((one, index) => [marking.mark(index, one.plans[0]!)]),
    'look',
    ...each((one, index) => [marking.mark(index, one.plans[1]!)]),
    'look',
    ...each((one, index) => [marking.mark(index, one.plans[2]!)]),
    'look',
    close.completeAssessment,
    ...each((_, index) => [close.decidePlainly(index)]),
    close.issue,
    close.refuse,
  ]
}

/** Steps that people take out of turn. */
const stray: fc.Arbitrary<Step | 'look'> = fc.oneof(
  fc.constantFrom<Step | 'look'>(
    prepare.sign,
    prepare.open,
    prepare.inform,
    prepare.submitEvidence,
    prepare.attest,
    close.completeIdentification,
    close.completeDocumentation,
    close.completeAssessment,
    marking.withdrawAssignment('first'),
    marking.withdrawAssignment('second'),
    marking.askSecondMarking(0),
    marking.askSecondMarking(1),
    close.issue,
    close.refuse,
    'look',
  ),
  planOf.map((plan) => marking.mark(0, plan)),
  selfLevel.map((level) => prepare.claim(0, level)),
  fc
    .constantFrom('first' as const, 'second' as const, 'adjudication' as const)
    .map((one) => marking.takeAssignment(one)),
  fc
    .constantFrom('first' as const, 'second' as const)
    .map((one) => marking.takeAssignment(one, '2026-01-10')),
  fc
    .tuple(
      fc.constantFrom('reached' as const, 'partly' as const, 'not-reached' as const, 'not-assessed' as const),
      fc.boolean(),
    )
    .map(([result, reasoned]) => close.decide(0, result, reasoned ? 'As seen.' : null)),
)

const chosen = fc.constantFrom(
  'exactly' as const,
  'R17' as const,
  'R12' as const,
  'second' as const,
  'adjudicated' as const,
)

const spec: fc.Arbitrary<Spec> = fc
  .record({
    turned: fc.boolean(),
    planned: fc.uniqueArray(
      fc.record({
        competence: fc.constantFrom('1.1', '2.4', '3.1', '5.2'),
        baseline: fc.integer({ min: 1, max: 4 }),
        target: fc.integer({ min: 3, max: 5 }),
        // Half of the time the second assessor sees it as the first did.
        plans: fc
          .tuple(planOf, planOf, planOf, fc.boolean())
          .map(([first, second, third, alike]) => [first, alike ? first : second, third]),
        selfLevel,
        dropped: fc.option(fc.constant(true), { freq: 5 }).map((one) => one === null),
      }),
      { minLength: 1, maxLength: 2, selector: (one) => one.competence },
    ),
    /** Before which step of the way: somebody else tries it first, or somebody does something else. */
    strays: fc.array(fc.tuple(fc.nat(30), fc.nat(7), fc.option(stray), chosen), {
      minLength: 5,
      maxLength: 10,
    }),
    starts: fc.array(fc.nat(7), { minLength: 40, maxLength: 40 }),
    withdrawn: fc.option(fc.nat(24), { freq: 5 }),
  })
  .map(({ turned, planned, strays, starts, withdrawn }) => {
    const way = wayOf(planned.map((one, index) => ({ ...one, dropped: index > 0 && one.dropped })))
    const attempts = [...way, null].flatMap((step, nth): Attempt[] => [
      ...strays
        .filter(([where]) => where === nth)
        .map(([, who, other, chosen]): Attempt => ({ step: other ?? step ?? close.issue, who, chosen })),
      ...(withdrawn === nth ? [{ step: close.withdraw, who: starts[nth]!, chosen: 'in-turn' as const }] : []),
      ...(step ? [{ step, who: starts[nth]!, chosen: 'in-turn' as const }] : []),
    ])
    const agreed = planned.map(({ competence, baseline, target }) => ({ competence, baseline, target }))
    return { turned, planned: agreed, attempts }
  })

export const anyRun: fc.Arbitrary<Run> = fc.record({
  sampled: fc.tuple(fc.boolean(), fc.boolean()),
  cases: fc.tuple(spec, spec),
  order: fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
  together: fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
})

/** The attempts of both cases, interleaved; some pairs at the same moment. */
export function interleave({ cases, order, together }: Run): { index: number; attempt: Attempt }[][] {
  const left = cases.map((one) => [...one.attempts])
  const steps: { index: number; attempt: Attempt }[][] = []
  for (let nth = 0; left.some((one) => one.length > 0); nth++) {
    const wanted = order[nth % order.length] ? 1 : 0
    const index = left[wanted]!.length > 0 ? wanted : 1 - wanted
    const other = 1 - index
    const step = [{ index, attempt: left[index]!.shift()! }]
    if (together[nth % together.length] && left[other]!.length > 0)
      step.push({ index: other, attempt: left[other]!.shift()! })
    steps.push(step)
  }
  return steps
}
