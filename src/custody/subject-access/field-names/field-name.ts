import { say as sayOfEuropass } from '../../../mobility/europass/words.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say as sayOfErasure } from '../../erasure/words.ts'
import { say as sayOfLinks } from './links/words.ts'
import { say as sayOfMeasure } from './measure/words.ts'
import { say as sayOfRecords } from './records/words.ts'
import { say } from './words.ts'

/**
 * What a column, or a name within a document, is called; a name that nobody foresaw stands as it is. Some names say
 * something else within another one.
 */
export function fieldName(name: string, language: Language, within = ''): string {
  const key = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace('.', '-')
  const keyWithin = `${within}-${key}` as const
  if (say.has(keyWithin)) return say(keyWithin)(language)
  if (say.has(key)) return say(key)(language)
  if (sayOfLinks.has(key)) return sayOfLinks(key)(language)
  if (sayOfRecords.has(key)) return sayOfRecords(key)(language)
  if (sayOfMeasure.has(key)) return sayOfMeasure(key)(language)
  if (sayOfEuropass.has(key)) return sayOfEuropass(key)(language)
  const ofClass = `class-${name}` as const
  return sayOfErasure.has(ofClass) ? sayOfErasure(ofClass)(language) : name
}
