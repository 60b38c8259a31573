import { existsSync, readFileSync } from 'node:fs'
import { type Language, reference, spoken } from './language.ts'

const names = new Map(spoken.map((language) => [language, readNames(language)]))

/** Whether ISO 639 has the code (two letters, or three where it has no two). */
export const isLanguage = (code: string): boolean => Object.hasOwn(names.get(reference)!, code)

/** The name of the language of a tag (BCP 47), as it is printed in a language; region and script stay as they are. */
export function languageName(tag: string, language: Language): string {
  const [code = '', ...rest] = tag.split('-')
  const name = names.get(language)?.[code] ?? names.get(reference)?.[code] ?? code
  return rest.length > 0 ? `${name} (${rest.join('-')})` : name
}

function readNames(language: Language): Record<string, string> {
  const file = new URL(`languages/${language}.json`, import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
