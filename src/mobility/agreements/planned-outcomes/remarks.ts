import type { AgreedOutcome } from '../../../db/schema/mobility/agreements.ts'
import type { Fault } from '../../../errors.ts'
import { daysUntil } from '../../../platform/dates.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'
import { findingOf } from './planned-outcome.ts'

type Planned = Pick<AgreedOutcome, 'baseline' | 'target' | 'methods' | 'workloadHours'> & {
  baselineFound?: AgreedOutcome['baselineFound'] | undefined
  justification?: string | null | undefined
}
type Time = { startsOn: string; endsOn: string }

/** More than this nobody learns in one mobility, as a rule. */
const MOST_LEVELS = 2
const MOST_HOURS_A_DAY = 12
/** What a person says of themselves shows nothing that an assessor could mark. */
const showsNothing = ['self-assessment']

/**
 * What makes an outcome hard to believe as learnable and assessable, each asking for the reason why it is agreed all the
 * same. None: an empty list.
 */
export function remarkFaults(outcomes: readonly Planned[], mobility: Time): Fault[] {
  const days = daysUntil(mobility.endsOn, mobility.startsOn) + 1
  return outcomes.flatMap((outcome, index) => {
    if (outcome.justification) return []
    return [...gainRemarks(outcome, days), ...timeRemarks(outcome, days), ...methodRemarks(outcome)].map(
      (remark): Fault => ({
        in: 'body',
        pointer: `/outcomes/${index}/justification`,
        detail: say('needs-justification', { remark }),
      }),
    )
  })
}

function gainRemarks({ baseline, target, baselineFound }: Planned, days: number): Sentence[] {
  const finding = findingOf({ baseline, ...(baselineFound && { baselineFound }) })
  if (target === null || finding === 'not-looked-for') return []
  const gain = target - (baseline ?? 0)
  if (gain <= 0) return [say('remark-nothing-to-gain', { baseline: baseline ?? 0, target })]
  return [
    ...(gain > MOST_LEVELS ? [say('remark-far', { gain, most: MOST_LEVELS })] : []),
    ...(gain > days ? [say('remark-few-days', { gain, days })] : []),
  ]
}

function timeRemarks({ workloadHours }: Planned, days: number): Sentence[] {
  const most = days * MOST_HOURS_A_DAY
  return workloadHours !== null && workloadHours > most
    ? [say('remark-many-hours', { hours: workloadHours, days, most })]
    : []
}

function methodRemarks({ methods }: Planned): Sentence[] {
  return methods.every((method) => showsNothing.includes(method)) ? [say('remark-shows-nothing')] : []
}
