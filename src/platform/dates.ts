/** The UTC calendar day of a moment, YYYY-MM-DD. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/** A calendar day so many days later; both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
}

const locales = { lv: 'lv-LV', en: 'en-GB' } as const

/** A day in words that no line breaks, of a date (YYYY-MM-DD) or a moment, in UTC: 2026. gada 5. oktobris. */
export function writeDay(day: string | Date, language: 'lv' | 'en'): string {
  const style = { dateStyle: 'long', timeZone: 'UTC' } as const
  const written = new Intl.DateTimeFormat(locales[language], style).format(new Date(day))
  return written.replaceAll(' ', '\u00a0')
}

/** A moment in words, to the minute, in UTC. */
export function writeMoment(moment: Date, language: 'lv' | 'en'): string {
  const style = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' } as const
  const time = new Intl.DateTimeFormat(locales[language], style).format(moment)
  return `${writeDay(moment, language)}, ${time} UTC`
}
