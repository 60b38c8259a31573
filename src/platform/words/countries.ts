import { existsSync, readFileSync } from 'node:fs'
import { type Language, reference, spoken } from './language.ts'

/** The name of a country in a language by its two letters, as it is printed; the letters where it has none. */
export function countryName(code: string, language: Language): string {
  return names.get(language)?.[code] ?? names.get(reference)?.[code] ?? code
}

const names = new Map(spoken.map((language) => [language, readNames(language)]))

function readNames(language: Language): Record<string, string> {
  const file = new URL(`countries/${language}.json`, import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
