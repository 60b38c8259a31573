import type { Bilingual } from '../../certificates/snapshot.ts'
import { termIn } from '../pdf/words.ts'

/** A text that is the same in both languages: a name, a code, or what somebody wrote in one of them. */
export const both = (text: string): Bilingual => ({ lv: text, en: text })

/** Two texts as one, language by language. */
export function paired(first: Bilingual, second: Bilingual, between: string): Bilingual {
  return { lv: first.lv + between + second.lv, en: first.en + between + second.en }
}

export const labelled = (label: Bilingual, text: Bilingual): Bilingual => paired(label, text, ': ')

/** Several texts as one enumeration, language by language. */
export function listed(texts: Bilingual[]): Bilingual {
  return { lv: texts.map(({ lv }) => lv).join(', '), en: texts.map(({ en }) => en).join(', ') }
}

/** The name of a method or kind of assessment in both languages. */
export const term = (code: string): Bilingual => ({ lv: termIn('lv', code), en: termIn('en', code) })
