import type { Language } from '../../../platform/words/language.ts'
import { dayTime } from '../../../recognition/case-files/item.ts'
import { say } from './words.ts'

/** Columns, and names within documents, whose values are codes; of others a value is what somebody wrote. */
const coded = new Set([
  'bornAs',
  'decision',
  'evidenceKinds',
  'from',
  'kind',
  'level',
  'mark',
  'markingAskedOf',
  'outcome',
  'participant',
  'participation',
  'party',
  'purpose',
  'result',
  'right',
  'role',
  'round',
  'scan',
  'seal',
  'stage',
  'state',
  'status',
  'to',
])

/** A value of a column, or of a name within a document, in words where it is a code. */
export function tellValue(value: unknown, name: string, language: Language): string {
  if (value instanceof Date) return dayTime(value)
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no')(language)
  const code = String(value)
  return coded.has(name) && say.has(code) ? say(code)(language) : code
}
