import { writeDayWithin } from '../../platform/dates.ts'
import type { Language } from '../../platform/words/language.ts'
import { type SaidStay, staysSaid } from '../stays/stay-said.ts'
import { countDays, daysOfInterval } from './course.ts'
import { say } from './words.ts'

/** The course of a mobility as it is agreed and printed. */
export type SaidCourse = {
  startsOn: string
  endsOn: string
  participation: string
  participant?: string | undefined
  virtualPeriods?: readonly string[] | undefined
  interruptions?: readonly string[] | undefined
  firstEndsOn?: string | undefined
  extensionReason?: string | undefined
  stays?: readonly SaidStay[] | undefined
}

/** What one has to say of it, in words of a language. */
export type CourseFact = 'stays' | 'participant' | 'virtual-days' | 'interrupted' | 'counted' | 'extended'
export type CourseRow = { fact: CourseFact; term: string; words: string }

/** An interval of days: 5 October 2026 – 7 October 2026. */
export function intervalIn(interval: string, language: Language): string {
  const { startsOn, endsOn } = daysOfInterval(interval)
  const days = [...new Set([startsOn, endsOn])]
  return days.map((day) => writeDayWithin(day, language)).join(' – ')
}

/** What is to be said of a mobility's course besides its first and last day: none of what is as usual. */
export function courseRows(said: SaidCourse, language: Language): CourseRow[] {
  const { participant, virtualPeriods = [], interruptions = [], firstEndsOn, extensionReason } = said
  const { stays = [] } = said
  const w = say.in(language)
  const listed = (intervals: readonly string[]) =>
    intervals.map((interval) => intervalIn(interval, language)).join('; ')
  const counted = countDays({
    ...said,
    virtualPeriods: virtualPeriods.map(daysOfInterval),
    interruptions: interruptions.map(daysOfInterval),
  })
  const isUsual = virtualPeriods.length + interruptions.length === 0
  const rows: [fact: CourseFact, words: string | null][] = [
    ['stays', stays.length > 0 ? staysSaid(stays, language) : null],
    ['participant', participant === 'staff' ? w('is-staff') : null],
    ['virtual-days', virtualPeriods.length > 0 ? listed(virtualPeriods) : null],
    ['interrupted', interruptions.length > 0 ? listed(interruptions) : null],
    ['counted', isUsual ? null : w('days-counted', counted)],
    [
      'extended',
      firstEndsOn === undefined
        ? null
        : w('extended-from', { day: writeDayWithin(firstEndsOn, language), reason: extensionReason ?? '–' }),
    ],
  ]
  return rows.flatMap(([fact, words]) => (words === null ? [] : [{ fact, term: w(`fact-${fact}`), words }]))
}
