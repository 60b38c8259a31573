import { addDays } from '../dates.ts'
import { spoken } from '../words/language.ts'
import { say as sayPlatform } from '../words.ts'
import { Misfit } from './fault.ts'
import { foldHeading } from './fold-heading.ts'

/** Behind midnight there is no time of day, in the ways in which it is written. */
const midnight = /[T ]0?0:00(:00)?(\.0+)?Z?$/
const time = /[T ]\d{1,2}:\d\d(:\d\d)?(\.\d+)?Z?$/

/**
 * The day that offices in Latvia or where English is written mean, as YYYY-MM-DD: 2026-09-07, 07.09.2026.,
 * 2026. gada 7. septembris, 7 September 2026, 07/09/2026 where it can be but one. What may be one of several is in doubt.
 */
export function readDay(cell: string | number): string | Misfit {
  if (typeof cell === 'number') return serial(cell)
  const text = cell.trim().replace(midnight, '')
  if (time.test(text)) return new Misfit('day-with-time', {}, [text.replace(time, '')])
  return (
    inDigits(text) ?? inWords(text) ?? (/^\d{5}$/.test(text) ? serial(Number(text)) : new Misfit('not-a-day'))
  )
}

function inDigits(text: string): string | Misfit | null {
  const yearFirst = /^(\d{4})([-./])\s?(\d{1,2})\2\s?(\d{1,2})\.?$/.exec(text)
  if (yearFirst) return day(yearFirst[1]!, yearFirst[3]!, yearFirst[4]!)
  const yearLast = /^(\d{1,2})([-./])\s?(\d{1,2})\2\s?(\d{4}|\d\d)\.?(?:\s?g\.?)?$/.exec(text)
  if (!yearLast) return null
  const [, first = '', mark, second = '', year = ''] = yearLast
  if (year.length === 2) return shortYear(first, second, year)
  // Points part days from months in this order alone; strokes and hyphens do it in both.
  if (mark === '.') return day(year, second, first)
  return eitherOrder(first, second, year)
}

function eitherOrder(first: string, second: string, year: string): string | Misfit {
  const days = possible([
    [year, second, first],
    [year, first, second],
  ])
  return days.length === 2 ? new Misfit('day-in-doubt', {}, days) : (days[0] ?? new Misfit('not-a-day'))
}

/** The century is a guess. */
function shortYear(first: string, second: string, year: string): Misfit {
  const days = possible([
    [`20${year}`, second, first],
    [`19${year}`, second, first],
  ])
  return days.length > 0 ? new Misfit('day-in-doubt', {}, days) : new Misfit('not-a-day')
}

const possible = (days: [string, string, string][]) =>
  [...new Set(days.map((parts) => day(...parts)))].filter((found) => typeof found === 'string')

const dayThenMonth =
  /^(\d{1,2})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?([\p{L}\p{M}]{3,})\.?,?\s+(\d{4})\.?(?:\s*g\p{L}*\.?)?$/u
const monthThenDay = /^([\p{L}\p{M}]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u
const yearThenDay = /^(\d{4})\.?\s*g(?:ada|\.)?\s*(\d{1,2})\.?\s*([\p{L}\p{M}]{3,})\.?$/u

function inWords(text: string): string | Misfit | null {
  const tidy = text.replace(/\s+/g, ' ')
  const dayFirst = dayThenMonth.exec(tidy)
  if (dayFirst) return day(dayFirst[3]!, monthNamed(dayFirst[2]!), dayFirst[1]!)
  const monthFirst = monthThenDay.exec(tidy)
  if (monthFirst) return day(monthFirst[3]!, monthNamed(monthFirst[1]!), monthFirst[2]!)
  const yearFirst = yearThenDay.exec(tidy)
  return yearFirst ? day(yearFirst[1]!, monthNamed(yearFirst[3]!), yearFirst[2]!) : null
}

/** The number of a month by its name in any language, in whatever case it stands, or the beginning of it. */
function monthNamed(word: string): string {
  const wanted = foldHeading(word)
  for (let month = 1; month <= 12; month++) {
    const stems = spoken.map((language) => stem(foldHeading(sayPlatform('month', { month })(language))))
    if (stems.some((name) => isForm(wanted, name))) return String(month)
  }
  return '0'
}

const isForm = (word: string, name: string) =>
  name.startsWith(word) || (word.startsWith(name) && word.length <= name.length + 2)

/** Without the ending that changes with the case; a name of five letters or fewer has hardly one. */
const stem = (name: string) => name.replace(/(is|s)$/, '')

function day(year: string, month: string, date: string): string | Misfit {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const parsed = new Date(`${text}T00:00:00Z`)
  const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
  return isDay && Number(year) >= 1800 ? text : new Misfit('not-a-day')
}

/** What a spreadsheet keeps for a day, and shows where the cell has lost its form. */
function serial(number: number): Misfit {
  const isLikely = number >= 10_000 && number < 80_000
  if (!isLikely) return new Misfit('not-a-day')
  return new Misfit('day-as-number', {}, [addDays('1899-12-30', Math.floor(number))])
}
