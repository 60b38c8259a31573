import type { Language } from './language.ts'
import type { Sentence } from './sentence.ts'

/** A text as it was kept in several languages: in these two always, and in those that were spoken besides. */
export type Multilingual = { lv: string; en: string; [language: Language]: string }

/** The text in a language; in English where it was not kept in that one. */
export const readIn = (text: Multilingual, language: Language): string => text[language] ?? text.en

/** What is said in each of these languages, to be kept; Latvian and English have to be among them. */
export function inLanguages(languages: readonly Language[], said: Sentence): Multilingual {
  return Object.fromEntries(byTag(languages).map((language) => [language, said(language)])) as Multilingual
}

/** Languages in one order, for what is compared byte by byte. */
export const byTag = (languages: readonly Language[]): Language[] => [...new Set(languages)].sort().reverse()
