import type { Findable } from './entries.ts'
import { type Occurrence, occurrenceOf, type SearchIndex } from './index-framework.ts'

/** A title says more than what stands below it, an item of the structure more than a statement, that more than an example. */
const ofTitle: Partial<Record<Findable['kind'], number>> = { 'use-case': 14 }
const TITLE = 16
const ofText: Record<Findable['kind'], number> = {
  area: 8,
  competence: 8,
  term: 8,
  statement: 4.2,
  'learning-outcome': 4,
  example: 2,
  'use-case': 1.5,
}
const LABEL = 1
/** What a title of one word has more for it; a longer one has less. */
const WHOLE_TITLE = 2
/** What a text has more for saying a word again, and how often that counts; and for saying it soon, not as one of many things. */
const AGAIN = 0.1
const MOST_TIMES = 3
const SOON = 0.25
const LATE = 50

/** Where something was found, as the index has it, and how well it answers, at most 1. */
export type FoundAt = Iterable<readonly [at: number, quality: number]>

/** What something is worth in each entry that has it, by the entry's number: where it is worth most. */
export function worthsOf(index: SearchIndex, found: FoundAt): Map<number, number> {
  const worths = new Map<number, number>()
  const times = new Map<number, number>()
  for (const [at, quality] of found) {
    const where = occurrenceOf(at)
    const { entry, part } = where
    const count = part === 'text' ? (times.get(entry) ?? 0) + 1 : 1
    if (part === 'text') times.set(entry, count)
    const again = 1 + AGAIN * Math.min(count - 1, MOST_TIMES)
    const worth = quality * again * worthAt(index, where)
    if (worth > (worths.get(entry) ?? 0)) worths.set(entry, worth)
  }
  return worths
}

function worthAt({ entries, titleLengths }: SearchIndex, { entry, part, after }: Occurrence): number {
  const { kind } = entries[entry]!
  if (part === 'title') return (ofTitle[kind] ?? TITLE) + WHOLE_TITLE / Math.max(1, titleLengths[entry]!)
  if (part === 'label') return LABEL
  return ofText[kind] * (1 + SOON * Math.max(0, 1 - after / LATE))
}
