import type { Language } from './text.ts'

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

function dayOf(date: string): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? []
  if (!year || !latvian[Number(month) - 1]) return null
  return { year: Number(year), month: Number(month) - 1, day: Number(day) }
}

/** A calendar date in words: 2026. gada 5. oktobris, 5 October 2026. */
export function longDate(language: Language, date: string): string {
  const day = dayOf(date)
  if (!day) return date
  return language === 'lv'
    ? `${day.year}. gada ${day.day}. ${latvian[day.month]![0]}`
    : `${day.day} ${english[day.month]} ${day.year}`
}

/** A calendar date in short: 05.10.2026., 5 Oct 2026. */
export function shortDate(language: Language, date: string): string {
  const day = dayOf(date)
  if (!day) return date
  const two = (number: number) => String(number).padStart(2, '0')
  return language === 'lv'
    ? `${two(day.day)}.${two(day.month + 1)}.${day.year}.`
    : `${day.day} ${english[day.month]!.slice(0, 3)} ${day.year}`
}

/** From one day to another, naming year and month once where they are the same. */
export function period(language: Language, startsOn: string, endsOn: string): string {
  const [from, to] = [dayOf(startsOn), dayOf(endsOn)]
  if (!from || !to) return `${startsOn} – ${endsOn}`
  const sameYear = from.year === to.year
  const sameMonth = sameYear && from.month === to.month
  if (language === 'en') {
    const start = [from.day, sameMonth ? '' : english[from.month], sameYear ? '' : from.year]
      .filter(Boolean)
      .join(' ')
    return `from ${start} to ${longDate('en', endsOn)}`
  }
  const start = `${from.year}. gada ${from.day}.${sameMonth ? '' : ` ${latvian[from.month]![1]}`}`
  return `no ${start} līdz ${sameYear ? '' : `${to.year}. gada `}${to.day}. ${latvian[to.month]![2]}`
}
