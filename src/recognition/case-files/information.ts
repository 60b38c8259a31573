import type { Language } from '../../platform/words/language.ts'
import { dayTime, type FileItem, memberName } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

export function informationItems({ information }: CaseRecord, language: Language): FileItem[] {
  if (!information) return []
  const { name, at, hash, sheet } = information
  const heading = say('acknowledged', { name, moment: dayTime(at) })(language)
  return [{ heading, lines: [`SHA-256 ${hash} (${sheet.language})`] }]
}

export function accommodationItems(record: CaseRecord, language: Language): FileItem[] {
  const w = say.in(language)
  const { recorded, items } = record.accommodations
  if (items === null && recorded > 0)
    return [{ heading: w('entries', { count: recorded }), lines: [w('withheld')] }]
  return (items ?? []).map(({ memberId, at, text }) => ({
    heading: `${memberId === null ? w('party-learner') : memberName(record, memberId)}, ${dayTime(at)}`,
    lines: [text],
  }))
}
