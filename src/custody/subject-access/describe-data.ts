import type { Language } from '../../platform/words/language.ts'
import type { Section } from '../../recognition/case-files/item.ts'
import { say as sayOfErasure } from '../erasure/words.ts'
import { isCopy, linesOf } from './held.ts'
import type { HeldClass, PersonData } from './read-data.ts'
import { sayReading } from './schemas.ts'
import { say } from './words.ts'

/** What is held about a person, as the sections of a paper. */
export function describeData({ classes, readings }: PersonData, language: Language): Section[] {
  const w = say.in(language)
  const read = readings.map((reading) => sayReading(reading, language))
  return [
    ...classes.map((held) => sectionOf(held, language)),
    { title: w('readers'), items: [{ heading: read.length > 0 ? w('readers') : w('nothing'), lines: read }] },
  ]
}

function sectionOf(held: HeldClass, language: Language): Section {
  const w = say.in(language)
  const { code, basis, count, items } = held
  const ground = { heading: sayOfErasure(`basis-${basis}`)(language), lines: [] }
  const none = { heading: isCopy(held) ? w('copies', { count }) : w('nothing'), lines: [] }
  return {
    title: sayOfErasure(`class-${code}`)(language),
    items: [
      ground,
      ...(items.length > 0
        ? items.map(({ kind: _, ...said }, index) => ({
            heading: w('record', { number: index + 1 }),
            lines: linesOf(said),
          }))
        : [none]),
    ],
  }
}
