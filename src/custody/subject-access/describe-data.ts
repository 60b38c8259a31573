import type { Language } from '../../platform/words/language.ts'
import type { Section } from '../../recognition/case-files/item.ts'
import { say as sayOfErasure } from '../erasure/words.ts'
import { tellValue } from './coded-values/tell-value.ts'
import { fieldName } from './field-names/field-name.ts'
import { isCopy } from './held.ts'
import type { HeldClass, PersonData } from './read-data.ts'
import { sayBasis, sayReading } from './schemas.ts'
import { say } from './words.ts'

/** What is held about a person, as the sections of a paper. */
export function describeData({ classes, readings }: PersonData, language: Language): Section[] {
  const w = say.in(language)
  const read = readings.map((reading) => sayReading(reading, language))
  return [
    ...classes.map((held) => sectionOf(held, language)),
    { title: w('readers'), items: [{ heading: read.length > 0 ? w('by-day') : w('nothing'), lines: read }] },
  ]
}

function sectionOf(held: HeldClass, language: Language): Section {
  const w = say.in(language)
  const { code, basis, count, items } = held
  const ground = { heading: sayBasis(basis, language), lines: [] }
  const none = { heading: isCopy(held) ? w('copies', { count }) : w('nothing'), lines: [] }
  return {
    title: sayOfErasure(`class-${code}`)(language),
    items: [
      ground,
      ...(items.length > 0
        ? items.map(({ said }, index) => ({
            heading: w('record', { number: index + 1 }),
            lines: linesOf(said, language),
          }))
        : [none]),
    ],
  }
}

type Place = { path: string; name: string }

/** A value in lines, each with the path to what it says, in words. */
function linesOf(
  value: unknown,
  language: Language,
  { path, name }: Place = { path: '', name: '' },
): string[] {
  if (value === null || value === undefined || value === '') return []
  if (typeof value !== 'object' || value instanceof Date)
    return [`${path}: ${tellValue(value, name, language)}`]
  return Object.entries(value).flatMap(([within, inner]) =>
    linesOf(
      inner,
      language,
      Array.isArray(value)
        ? { path: `${path} ${Number(within) + 1}`, name }
        : { path: [path, fieldName(within, language, name)].filter(Boolean).join(' › '), name: within },
    ),
  )
}
