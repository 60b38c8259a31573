import { dayOf, startOfDay, UTC, type Zone } from './time-zone.ts'
import type { Language } from './words/language.ts'
import { say } from './words.ts'

/** A calendar day so many days later; both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A calendar day so many months later; where that month has no such day, its last one. Both YYYY-MM-DD. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10)
  return `${lastOfMonth.slice(0, 8)}${String(Math.min(date, Number(lastOfMonth.slice(8)))).padStart(2, '0')}`
}

/** The moment in which a calendar day is over in a zone: the first one of the next. */
export const endOfDay = (day: string, zone: Zone): Date => startOfDay(addDays(day, 1), zone)

/** Days from one day to another; below zero where that one is over. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
}

type Parts = { year: number; month: number; day: number }

function readDay(date: string): Parts | null {
  const [year = 0, month = 0, day = 0] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)?.slice(1).map(Number) ?? []
  return month >= 1 && month <= 12 ? { year, month, day } : null
}

/** A calendar date in words: 2026. gada 5. oktobris, 5 October 2026. */
export function longDate(date: string, language: Language): string {
  const parts = readDay(date)
  return parts ? say('day', { ...parts, month: say('month', parts) })(language) : date
}

/** A calendar date in short: 05.10.2026., 5 Oct 2026. */
export function shortDate(date: string, language: Language): string {
  const parts = readDay(date)
  return parts ? say('day-short', parts)(language) : date
}

/** A day that stands alone, in words that no line breaks: 2026. gada 5. oktobris. */
export function writeDay(day: string, language: Language): string {
  return unbroken(longDate(day, language))
}

/**
 * A day within a sentence, where Latvian words would have to take a case: 05.10.2026., 5 October 2026. The full stop
 * belongs to the Latvian date, also where it ends a sentence.
 */
export function writeDayWithin(day: string, language: Language): string {
  const parts = readDay(day)
  return parts ? unbroken(say('day-within', parts)(language)) : day
}

/** A moment in words, to the minute, in UTC. */
export function writeMoment(moment: Date, language: Language): string {
  const day = writeDay(dayOf(moment, UTC), language)
  return say('moment', { day, time: moment.toISOString().slice(11, 16) })(language)
}

/** The same in short: 21 Nov 2026, 14:00 UTC. */
export function shortMoment(moment: Date, language: Language): string {
  const day = shortDate(dayOf(moment, UTC), language)
  return unbroken(say('moment', { day, time: moment.toISOString().slice(11, 16) })(language))
}

/** A span of time after something: within 21 days. */
export function withinDays(count: number, language: Language): string {
  return say('within-days', { count })(language)
}

const unbroken = (text: string) => text.replaceAll(' ', '\u00a0')

/** From one day to another, naming year and month once where they are the same. */
export function period(startsOn: string, endsOn: string, language: Language): string {
  const [from, until] = [readDay(startsOn), readDay(endsOn)]
  if (!from || !until) return `${startsOn} – ${endsOn}`
  const ends = { untilDay: until.day, untilMonth: say('month-until', until) }
  if (from.year !== until.year) {
    const starts = { fromDay: from.day, fromMonth: say('month-from', from), fromYear: from.year }
    return say('period-over-years', { ...starts, ...ends, untilYear: until.year })(language)
  }
  if (from.month !== until.month) {
    const starts = { fromDay: from.day, fromMonth: say('month-from', from) }
    return say('period-in-year', { ...starts, ...ends, year: from.year })(language)
  }
  const within = { from: from.day, until: until.day, month: ends.untilMonth, year: from.year }
  return say('period-in-month', within)(language)
}
