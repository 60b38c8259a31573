import { asMessage } from '../http/word-issue.ts'
import { say } from '../http/words.ts'

/** How many letters the texts in a value have together. */
export function lettersOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (value === null || typeof value !== 'object') return 0
  return Object.values(value).reduce((sum: number, inner) => sum + lettersOf(inner), 0)
}

/** For a schema whose texts, each within its limit, could be too much together; the API description says it as well. */
export const lettersWithin = (limit: number) => ({
  fits: (value: unknown) => lettersOf(value) <= limit,
  message: asMessage(say('too-many-letters', { limit })),
  meta: { 'x-max-letters': limit, description: `All texts together have at most ${limit} letters.` },
})
