import { codeNames } from './code-names.ts'
import type { Language } from './language.ts'

const names = codeNames('languages')

/** Whether ISO 639 has the code (two letters, or three where it has no two). */
export const isLanguage = names.has

/** The name of the language of a tag (BCP 47), as it is printed in a language; region and script stay as they are. */
export function languageName(tag: string, language: Language): string {
  const [code = '', ...rest] = tag.split('-')
  const name = names.nameOf(code, language)
  return rest.length > 0 ? `${name} (${rest.join('-')})` : name
}
