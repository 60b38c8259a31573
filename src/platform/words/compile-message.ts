import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from './language.ts'
import { argumentsOf, type Kind, parseMessage } from './message-arguments.ts'
import type { Day, Sentence, Text } from './sentence.ts'

export type Values = Record<string, Text | Day | Date>

/** How a number and a day are written: by our own catalogues, so that the same paper is drawn on every runtime. */
export type Writers = {
  decimalMark: Sentence
  /** `{day, date}`, for a day within a sentence. */
  within(day: Day, language: Language): string
  /** `{day, date, long}`, for one that stands alone. */
  alone(day: Day, language: Language): string
  /** `{day, date, short}` */
  short(day: Day, language: Language): string
  /** `{at, time}` */
  moment(moment: Date, language: Language): string
}

/** The styles of ours that a message may name, told apart by what `Intl` would call them. */
const styles = {
  date: { short: { dateStyle: 'short' }, long: { dateStyle: 'long' } },
  time: { medium: { timeStyle: 'medium' } },
} as const

/** Reads an ICU message once, and writes it with whatever values it is given. Throws where it is not one. */
export function compileMessage(
  message: string,
  language: Language,
  writers: Writers,
): (values: Values) => string {
  if (!/[{}]|''/.test(message)) return () => message
  const asked = argumentsOf(message)
  const compiled = new IntlMessageFormat(parseMessage(message), language, styles, {
    formatters: formattersOf(language, writers),
  })
  return (values) => String(compiled.format<string>(inLanguage(values, asked, language)))
}

/** Sentences are said, and what is chosen by is spelled as ICU spells it: `on_site` for on-site. */
function inLanguage(
  values: Values,
  asked: Map<string, Kind>,
  language: Language,
): Record<string, string | number | Date> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const said = typeof value === 'function' ? value(language) : value
      return [name, typeof asked.get(name) === 'object' ? String(said).replaceAll('-', '_') : said]
    }),
  )
}

function formattersOf(language: Language, writers: Writers) {
  const plural = { cardinal: rulesOf(language, 'cardinal'), ordinal: rulesOf(language, 'ordinal') }
  return {
    getNumberFormat: (_: unknown, options?: { minimumIntegerDigits?: number }) =>
      ({
        format: (value: number) =>
          String(value)
            .replace('.', () => writers.decimalMark(language))
            .padStart(options?.minimumIntegerDigits ?? 0, '0'),
      }) as Intl.NumberFormat,
    getDateTimeFormat: (_: unknown, style?: Intl.DateTimeFormatOptions) =>
      ({
        format: (value: Day | Date) => write(value, style, language, writers),
      }) as Intl.DateTimeFormat,
    getPluralRules: (_: unknown, options?: Intl.PluralRulesOptions) => plural[options?.type ?? 'cardinal'],
  }
}

const rulesOf = (language: Language, type: 'cardinal' | 'ordinal') => new Intl.PluralRules(language, { type })

function write(
  value: Day | Date,
  style: Intl.DateTimeFormatOptions | undefined,
  language: Language,
  w: Writers,
): string {
  if (value instanceof Date) return w.moment(value, language)
  if (style?.dateStyle === 'long') return w.alone(value, language)
  return style?.dateStyle === 'short' ? w.short(value, language) : w.within(value, language)
}
