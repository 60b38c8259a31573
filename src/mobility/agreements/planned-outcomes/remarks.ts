import type { AgreedOutcome } from '../../../db/schema/mobility/agreements.ts'
import type { Fault } from '../../../errors.ts'
import { type Framework, highestLevel } from '../../../measure/frameworks/framework.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { type Course, countDays } from '../../mobilities/course.ts'
import { say } from '../words.ts'
import { findingOf } from './planned-outcome.ts'

type Planned = Pick<AgreedOutcome, 'baseline' | 'target' | 'methods' | 'workloadHours'> & {
  baselineFound?: AgreedOutcome['baselineFound'] | undefined
  justification?: string | null | undefined
}
type Going = Course & { participant: 'learner' | 'staff' }

/** More than this nobody learns in one mobility, as a rule; a band is two levels wide. */
const MOST_LEVELS = 2
const MOST_BANDS = 1
const MOST_HOURS_A_DAY = 12
/**
 * How far up a scale a method can show what is asked there; one that is not named shows all of it. What people say of
 * themselves shows nothing that an assessor could mark; what they tick or tell shows what they know, and the upper half of
 * a scale asks for what they do.
 */
const shownUpTo: Readonly<Record<string, number>> = { 'self-assessment': 0, test: 0.5, interview: 0.5 }

/**
 * What makes an outcome hard to believe as learnable and assessable, each asking for the reason why it is agreed all the
 * same. None: an empty list.
 */
export function remarkFaults(framework: Framework, outcomes: readonly Planned[], mobility: Going): Fault[] {
  const { physical, virtual } = countDays(mobility)
  const days = physical + virtual
  return outcomes.flatMap((outcome, index) => {
    if (outcome.justification) return []
    const remarks = [
      ...gainRemarks(framework, outcome, days),
      ...timeRemarks(outcome, days),
      ...methodRemarks(framework, outcome),
      ...(mobility.participant === 'staff' && framework.audience !== 'educators'
        ? [say('remark-staff')]
        : []),
    ]
    return remarks.map(
      (remark): Fault => ({
        in: 'body',
        pointer: `/outcomes/${index}/justification`,
        detail: say('needs-justification', { remark }),
      }),
    )
  })
}

function gainRemarks(
  { measuredInBands }: Framework,
  { baseline, target, baselineFound }: Planned,
  days: number,
): Sentence[] {
  const most = measuredInBands === undefined ? MOST_LEVELS : MOST_BANDS
  const finding = findingOf({ baseline, ...(baselineFound && { baselineFound }) })
  if (target === null || finding === 'not-looked-for') return []
  const gain = target - (baseline ?? 0)
  if (gain <= 0) return [say('remark-nothing-to-gain', { baseline: baseline ?? 0, target })]
  return [
    ...(gain > most ? [say('remark-far', { gain, most })] : []),
    ...(gain > days ? [say('remark-few-days', { gain, days })] : []),
  ]
}

function timeRemarks({ workloadHours }: Planned, days: number): Sentence[] {
  const most = days * MOST_HOURS_A_DAY
  return workloadHours !== null && workloadHours > most
    ? [say('remark-many-hours', { hours: workloadHours, days, most })]
    : []
}

function methodRemarks(framework: Framework, { methods, target }: Planned): Sentence[] {
  const furthest = Math.max(...methods.map((method) => shownUpTo[method] ?? 1))
  if (furthest === 0) return [say('remark-shows-nothing')]
  const highest = highestLevel(framework)
  return target !== null && target > furthest * highest
    ? [say('remark-cannot-show', { methods: methods.join(', '), target, shown: furthest * highest })]
    : []
}
