import type { Language } from '../../../platform/words/language.ts'
import { languageName } from '../../../platform/words/languages.ts'
import { say as sayOfGroups } from '../../groups/words.ts'
import type { participantOf } from '../../mobilities/course.ts'
import { say as sayOfStays } from '../../stays/words.ts'
import { say } from './words.ts'

/** What a part of the agreement is called, by its property; one that has no name is called as the property is. */
export function partName(
  property: string,
  language: Language,
  participant: ReturnType<typeof participantOf> = 'learner',
): string {
  if (property === 'stays') return sayOfStays('parts')(language)
  if (property === 'lv' || property === 'en') return languageName(property, language)
  const key = `part-${property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` as const
  if (say.has(key)) return say(key, { participant })(language)
  return sayOfGroups.has(key) ? sayOfGroups(key)(language) : property
}
