import { termListIn } from '../../../../platform/vocabularies/terms.ts'
import type { Language } from '../../../../platform/words/language.ts'
import { byTag, inLanguages, type Multilingual, readIn } from '../../../../platform/words/multilingual.ts'

/** A text that is the same in every language: a name, a code, or what somebody wrote in one of them. */
export const same = (text: string): Multilingual => ({ lv: text, en: text })

/** Several texts as one, language by language. */
function joined(texts: Multilingual[], between: string): Multilingual {
  const languages = byTag(texts.flatMap((text) => Object.keys(text)))
  return inLanguages(languages, (language) => texts.map((text) => readIn(text, language)).join(between))
}

/** Two texts as one, language by language. */
export const paired = (first: Multilingual, second: Multilingual, between: string): Multilingual =>
  joined([first, second], between)

export const labelled = (label: Multilingual, text: Multilingual): Multilingual => paired(label, text, ': ')

/** Several texts as one enumeration, language by language. */
export const listed = (texts: Multilingual[]): Multilingual => joined(texts, ', ')

/** The names of methods or kinds of assessment as one enumeration, in each of these languages. */
export const termsIn = (languages: readonly Language[], codes: string[]): Multilingual =>
  inLanguages(languages, (language) => termListIn(language, codes))
