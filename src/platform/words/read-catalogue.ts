import { existsSync, readFileSync } from 'node:fs'
import { compileMessage, type Values, type Writers } from './compile-message.ts'
import { type Language, reference, spoken } from './language.ts'
import type { Sentence } from './sentence.ts'

type Key<M> = keyof M & string

/** Of messages that are chosen among as it runs, all arguments that any of them takes. */
type Both<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer All) => void ? All : never
type Given<Asked> = [Asked] extends [null] ? [] : [values: Both<Exclude<Asked, null>>]

/** What a feature says: `say('outside-window', { day })` is a sentence, and `say.in(language)` writes them at once. */
export type Say<M> = {
  <K extends Key<M>>(key: K, ...values: Given<M[K]>): Sentence
  in(language: Language): <K extends Key<M>>(key: K, ...values: Given<M[K]>) => string
  /** Whether there is such a message: `say.has(key)` of a `term-${string}` narrows it to the keys that begin so. */
  has<K extends string>(key: K): key is K & Key<M>
}

/** The catalogue in a folder, which `writers` writes numbers and days for. What a language lacks is said in English. */
export function readCatalogue<M>(folder: URL, writers: Writers): Say<M> {
  const catalogues = new Map(spoken.map((language) => [language, readMessages(folder, language)]))
  const whole = catalogues.get(reference)!
  const compiled = new Map(
    spoken.map((language) => [language, new Map<string, (values: Values) => string>()]),
  )

  function write(language: Language, key: string, values: Values = {}): string {
    let written = compiled.get(language)?.get(key)
    if (!written) {
      const own = catalogues.get(language)?.get(key)
      const message = own ?? whole.get(key)
      if (message === undefined) throw new Error(`${folder.pathname} has no message "${key}".`)
      written = compileMessage(message, own === undefined ? reference : language, writers)
      compiled.get(language)?.set(key, written)
    }
    return written(values)
  }

  const say = (key: string, values?: Values) => (language: Language) => write(language, key, values)
  return Object.assign(say, {
    in: (language: Language) => (key: string, values?: Values) => write(language, key, values),
    has: <K extends string>(key: K): key is K & Key<M> => whole.has(key),
  }) as Say<M>
}

/** The messages of one language by key; none where there is no file. */
export function readMessages(folder: URL, language: Language): Map<string, string> {
  const file = new URL(`${language}.json`, folder)
  return new Map(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : [])
}
