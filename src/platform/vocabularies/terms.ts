import type { Language } from '../words/language.ts'
import { say } from './words.ts'

/** The name of a method of assessment or a kind of evidence in a language; a text that is not a known term stays as it was written. */
export function termIn(language: Language, term: string): string {
  const key = `term-${term}` as const
  return say.has(key) ? say(key)(language) : term
}

/** The names of several, one after another. */
export const termListIn = (language: Language, terms: readonly string[]): string =>
  terms.map((term) => termIn(language, term)).join(', ')
