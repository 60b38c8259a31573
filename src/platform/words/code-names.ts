import { existsSync, readFileSync } from 'node:fs'
import { type Language, reference, spoken } from './language.ts'

/** The names of a list of codes, by the files of a folder here: one for each language. */
export function codeNames(folder: string) {
  const names = new Map(spoken.map((language) => [language, readNames(folder, language)]))
  return {
    has: (code: string): boolean => Object.hasOwn(names.get(reference)!, code),
    /** As it is printed in a language, or else in the one to fall back to; the code where it has no name. */
    nameOf: (code: string, language: Language): string =>
      names.get(language)?.[code] ?? names.get(reference)?.[code] ?? code,
  }
}

function readNames(folder: string, language: Language): Record<string, string> {
  const file = new URL(`${folder}/${language}.json`, import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
