import type { Language } from './language.ts'

/** What is said, for whichever language it is asked in: whoever throws it need not know that. */
export type Sentence = (language: Language) => string

/** What may stand in the place of an argument; a sentence is said in the language of the one around it. */
export type Text = string | number | Sentence

/** A calendar day, YYYY-MM-DD. */
export type Day = string

/** The value with every sentence in it, however deep, said in a language. */
export function sayAll(language: Language, value: unknown): unknown {
  if (typeof value === 'function') return value(language)
  if (Array.isArray(value)) return value.map((item) => sayAll(language, item))
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sayAll(language, inner)]))
}
