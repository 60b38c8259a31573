import { z } from 'zod'
import { asMessage } from '../http/word-issue.ts'
import { isLanguage } from '../words/languages.ts'
import { say } from './words.ts'

/** A tag as BCP 47 writes it; any other text as it is. */
function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag
  } catch {
    return tag
  }
}

const notALanguage = asMessage(say('language'))

export const LanguageTag = z
  .string()
  .trim()
  .max(35)
  .overwrite(canonical)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: notALanguage, abort: true })
  .refine((tag) => isLanguage(tag.split('-')[0]!), notALanguage)
  .describe(
    'BCP 47: the code of ISO 639, such as lv, and where it is needed a region or script, such as pt-BR',
  )
