import { isDeepStrictEqual } from 'node:util'
import type { DaySpan, ExtendedStay, Interruption } from '../../db/schema/mobility/mobilities.ts'
import type { Fault } from '../../errors.ts'
import { daysUntil } from '../../platform/dates.ts'
import { say } from './words.ts'

/** As what somebody takes part, which decides what they are called wherever they are named: absent, as a learner. */
export const participantOf = ({ participant }: { participant?: string | undefined }): 'learner' | 'staff' =>
  participant === 'staff' ? 'staff' : 'learner'

/** When a mobility takes place: the stay, and for a blended one the days before and after it. */
type Taking = DaySpan & { virtualPeriods?: readonly DaySpan[] | undefined }
export type Course = Taking & { participation: string; interruptions: readonly DaySpan[] }

const [earlier, later] = [
  (day: string, other: string) => [day, other].sort()[0]!,
  (day: string, other: string) => [day, other].sort()[1]!,
]

/** The day on which it begins, there or from afar. */
export const firstDay = ({ startsOn, virtualPeriods = [] }: Taking): string =>
  virtualPeriods.reduce((first, period) => earlier(first, period.startsOn), startsOn)

/** The day with which it is over, there and from afar. */
export const lastDay = ({ endsOn, virtualPeriods = [] }: Taking): string =>
  virtualPeriods.reduce((last, period) => later(last, period.endsOn), endsOn)

const lengthOf = ({ startsOn, endsOn }: DaySpan) => daysUntil(endsOn, startsOn) + 1
const inAll = (periods: readonly DaySpan[]) => periods.reduce((sum, period) => sum + lengthOf(period), 0)

/** How many days count, there and from afar, and how many of the stay do not. */
export function countDays({ participation, interruptions, virtualPeriods = [], ...stay }: Course) {
  const interrupted = inAll(interruptions.flatMap((period) => within(period, stay)))
  const counted = lengthOf(stay) - interrupted
  return participation === 'online'
    ? { physical: 0, virtual: counted, interrupted }
    : { physical: counted, virtual: inAll(virtualPeriods), interrupted }
}

/** What of some days lies within others. */
function within(days: DaySpan, { startsOn, endsOn }: DaySpan): DaySpan[] {
  const part = {
    startsOn: later(days.startsOn, startsOn),
    endsOn: earlier(days.endsOn, endsOn),
  }
  return part.startsOn <= part.endsOn ? [part] : []
}

type Rule = [holds: boolean, pointer: string, detail: Fault['detail']]

const broken = (rules: Rule[]): Fault[] =>
  rules.flatMap(([holds, pointer, detail]) => (holds ? [] : [{ in: 'body' as const, pointer, detail }]))

/** Virtual days are those of a blended mobility, before or after the stay; only what is of the stay is interrupted; no day counts twice. */
export function courseFaults(course: Course): Fault[] {
  const { participation, virtualPeriods = [], interruptions } = course
  const isAll = interruptions.length > 0 && inAll(interruptions) >= lengthOf(course)
  const faults = [
    ...broken([
      [
        virtualPeriods.length === 0 || participation === 'blended',
        '/virtualPeriods',
        say('virtual-not-blended'),
      ],
    ]),
    ...periodFaults('/virtualPeriods', virtualPeriods, (period) =>
      within(period, course).length === 0 ? null : say('virtual-within'),
    ),
    ...periodFaults('/interruptions', interruptions, (period) =>
      isDeepStrictEqual(within(period, course), [{ startsOn: period.startsOn, endsOn: period.endsOn }])
        ? null
        : say('interrupted-outside'),
    ),
  ]
  return faults.length > 0 ? faults : broken([[!isAll, '/interruptions', say('interrupted-whole')]])
}

/** The first fault of each entry: it ends before it begins, lies where it must not, or has a day of an earlier one. */
function periodFaults(
  list: string,
  periods: readonly DaySpan[],
  misplaced: (period: DaySpan) => Fault['detail'] | null,
): Fault[] {
  return periods.flatMap((period, index) => {
    const at = `${list}/${index}`
    const where = misplaced(period)
    const isTwice = periods.slice(0, index).some((other) => within(other, period).length > 0)
    const isForward = period.startsOn <= period.endsOn
    return broken([
      [isForward, `${at}/endsOn`, say('before-start')],
      [where === null, at, where ?? say('virtual-within')],
      [!isTwice, at, say('days-twice')],
    ]).slice(0, 1)
  })
}

/** DaySpan as what is signed and printed has them: intervals of ISO 8601. */
export const intervalsOf = (periods: readonly DaySpan[]): string[] =>
  [...periods].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1)).map((p) => `${p.startsOn}/${p.endsOn}`)

/** The days of an interval; both ends are calendar days. */
export function daysOfInterval(interval: string): DaySpan {
  const [startsOn = '', endsOn = startsOn] = interval.split('/')
  return { startsOn, endsOn }
}

/** What is agreed and printed of its course besides the stay; nothing of what there is nothing of. */
export function courseSaid(mobility: {
  participant: 'learner' | 'staff'
  virtualPeriods: readonly DaySpan[]
  interruptions: readonly Interruption[]
}) {
  const { participant, virtualPeriods, interruptions } = mobility
  return {
    ...(participant === 'staff' && { participant }),
    ...(virtualPeriods.length > 0 && { virtualPeriods: intervalsOf(virtualPeriods) }),
    ...(interruptions.length > 0 && { interruptions: intervalsOf(interruptions) }),
  }
}

/** On which day it was first to end, and why it ends later; nothing of one that was not extended. */
export function extensionSaid(extensions: readonly ExtendedStay[]) {
  const [first, last] = [extensions[0], extensions.at(-1)]
  return first && last ? { firstEndsOn: first.endedOn, extensionReason: last.reason } : {}
}

/** The change of a mobility's last day that is its extension: no earlier one, and for a reason. */
export function extended(
  { endsOn: endedOn, extensions }: { endsOn: string; extensions: ExtendedStay[] },
  { endsOn, extensionReason: reason }: { endsOn?: string | undefined; extensionReason?: string | undefined },
): { extensions?: ExtendedStay[]; faults: Fault[] } {
  if (reason === undefined) return { faults: [] }
  if (endsOn === undefined || endsOn <= endedOn)
    return { faults: [{ in: 'body', pointer: '/endsOn', detail: say('extends-nothing', { endedOn }) }] }
  if (extensions.length >= MAX_EXTENSIONS)
    return { faults: [{ in: 'body', pointer: '/extensionReason', detail: say('extended-often') }] }
  return { extensions: [...extensions, { endedOn, endsOn, reason }], faults: [] }
}

const MAX_EXTENSIONS = 10
