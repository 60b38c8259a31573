import type { Language } from './language.ts'

/** A text that people wrote in Latvian and in English. */
export type Bilingual = { lv: string; en: string }

/** Of a text that is there in Latvian and English alone, the one to read in a language: English where it is neither. */
export const readIn = (text: Bilingual, language: Language): string => (language === 'lv' ? text.lv : text.en)
