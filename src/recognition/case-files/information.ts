import type { Language } from '../../platform/http/language.ts'
import { dayTime, type Item, nameOf } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

export function informationItems({ information }: CaseRecord, language: Language): Item[] {
  const w = words[language]
  if (!information) return []
  const { name, at, hash, sheet } = information
  return [
    { heading: `${w.acknowledged}: ${name}, ${dayTime(at)}`, lines: [`SHA-256 ${hash} (${sheet.language})`] },
  ]
}

export function accommodationItems(record: CaseRecord, language: Language): Item[] {
  const w = words[language]
  const { recorded, items } = record.accommodations
  if (items === null && recorded > 0) return [{ heading: `${w.entries}: ${recorded}`, lines: [w.withheld] }]
  return (items ?? []).map(({ memberId, at, text }) => ({
    heading: `${memberId === null ? w.parties.learner : nameOf(record, memberId)}, ${dayTime(at)}`,
    lines: [text],
  }))
}
