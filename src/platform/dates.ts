type Language = 'lv' | 'en'

/** The UTC calendar day of a moment, YYYY-MM-DD. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/** A calendar day so many days later; both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
}

// Latvian: who, of whom, to whom (oktobris, oktobra, oktobrim).
const latvian = [
  ['janvāris', 'janvāra', 'janvārim'],
  ['februāris', 'februāra', 'februārim'],
  ['marts', 'marta', 'martam'],
  ['aprīlis', 'aprīļa', 'aprīlim'],
  ['maijs', 'maija', 'maijam'],
  ['jūnijs', 'jūnija', 'jūnijam'],
  ['jūlijs', 'jūlija', 'jūlijam'],
  ['augusts', 'augusta', 'augustam'],
  ['septembris', 'septembra', 'septembrim'],
  ['oktobris', 'oktobra', 'oktobrim'],
  ['novembris', 'novembra', 'novembrim'],
  ['decembris', 'decembra', 'decembrim'],
] as const
const english = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

type Day = { year: number; month: number; day: number }

function readDay(date: string): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? []
  if (!year || !latvian[Number(month) - 1]) return null
  return { year: Number(year), month: Number(month) - 1, day: Number(day) }
}

/** A calendar date in words: 2026. gada 5. oktobris, 5 October 2026. */
export function longDate(date: string, language: Language): string {
  const day = readDay(date)
  if (!day) return date
  return language === 'lv'
    ? `${day.year}. gada ${day.day}. ${latvian[day.month]![0]}`
    : `${day.day} ${english[day.month]} ${day.year}`
}

/** A calendar date in short: 05.10.2026., 5 Oct 2026. */
export function shortDate(date: string, language: Language): string {
  const day = readDay(date)
  if (!day) return date
  const two = (number: number) => String(number).padStart(2, '0')
  return language === 'lv'
    ? `${two(day.day)}.${two(day.month + 1)}.${day.year}.`
    : `${day.day} ${english[day.month]!.slice(0, 3)} ${day.year}`
}

/** A day that stands alone, in words that no line breaks, of a date or a moment, in UTC: 2026. gada 5. oktobris. */
export function writeDay(day: string | Date, language: Language): string {
  return longDate(isoOf(day), language).replaceAll(' ', '\u00a0')
}

/**
 * A day within a sentence, where Latvian words would have to take a case, of a date or a moment, in UTC: 05.10.2026., 5
 * October 2026. The full stop belongs to the Latvian date, also where it ends a sentence.
 */
export function writeDayWithin(day: string | Date, language: Language): string {
  return language === 'lv' ? shortDate(isoOf(day), 'lv') : writeDay(day, 'en')
}

/** A moment in words, to the minute, in UTC. */
export function writeMoment(moment: Date, language: Language): string {
  return `${writeDay(moment, language)}, ${moment.toISOString().slice(11, 16)} UTC`
}

/** A span of time after something: 21 dienas laikā, within 21 days. Latvian counts 1, 21, 31, but not 11, in the singular. */
export function withinDays(count: number, language: Language): string {
  if (language === 'en') return `within ${count} ${count === 1 ? 'day' : 'days'}`
  return `${count} ${count % 10 === 1 && count % 100 !== 11 ? 'dienas' : 'dienu'} laikā`
}

const isoOf = (day: string | Date) => (typeof day === 'string' ? day : day.toISOString())

/** From one day to another, naming year and month once where they are the same. */
export function period(startsOn: string, endsOn: string, language: Language): string {
  const [from, to] = [readDay(startsOn), readDay(endsOn)]
  if (!from || !to) return `${startsOn} – ${endsOn}`
  const sameYear = from.year === to.year
  const sameMonth = sameYear && from.month === to.month
  if (language === 'en') {
    const start = [from.day, sameMonth ? '' : english[from.month], sameYear ? '' : from.year]
      .filter(Boolean)
      .join(' ')
    return `from ${start} to ${longDate(endsOn, 'en')}`
  }
  const start = `${from.year}. gada ${from.day}.${sameMonth ? '' : ` ${latvian[from.month]![1]}`}`
  return `no ${start} līdz ${sameYear ? '' : `${to.year}. gada `}${to.day}. ${latvian[to.month]![2]}`
}
