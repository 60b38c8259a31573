import type { Findable } from './entries.ts'
import { type Occurrence, occurrenceOf, type SearchIndex } from './index-framework.ts'
import { formsOf, type Matches, matchSlip, matchWord } from './match-word.ts'
import { otherWords } from './synonyms.ts'
import { asked, type WordAt } from './words-of.ts'

/** One way to say a part of what is asked for: each of its words must be in an entry. */
type Way = { words: Matches[]; worths: Map<number, number> }
/** What was found of an entry, and the words by which. */
export type Found = { entry: Findable; score: number; words: () => ReadonlySet<string> }

const SYNONYM = 0.8

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

/** What is called so comes first, before what has a facet that is. */
const CALLED = 1000

/** Every entry that holds all that is asked for, in any form or other words for it, best first; null when nothing is asked for. */
export function search(index: SearchIndex, query: string): Found[] | null {
  const words = asked(query, index.language)
  if (words.length === 0) return null
  const parts = partsOf(index, words)
  const code = query.trim().toLowerCase()
  return index.entries
    .flatMap((entry, number) => {
      const called = calledSo(entry, code)
      const worths = parts.map((ways) => Math.max(0, ...ways.map((way) => way.worths.get(number) ?? 0)))
      if (called === 0 && worths.includes(0)) return []
      const score = called + worths.reduce((sum, worth) => sum + worth, 0) / parts.length
      return [{ entry, score, words: () => wordsFound(parts, number) }]
    })
    .sort((a, b) => b.score - a.score)
}

function calledSo({ id, facets }: Findable, code: string): number {
  if (id.toLowerCase() === code) return CALLED
  return facets.some((facet) => facet.code.toLowerCase() === code) ? CALLED / 2 : 0
}

/** The ways to say each part of what is asked for: a word, or several that are one thing of the field. */
function partsOf(index: SearchIndex, words: readonly WordAt[]): Way[][] {
  const parts: Way[][] = []
  for (let at = 0; at < words.length; ) {
    const { length, others } = otherWords(words, at, index.language)
    parts.push(waysToSay(index, words.slice(at, at + length), others))
    at += length
  }
  return parts
}

function waysToSay(index: SearchIndex, own: readonly WordAt[], others: readonly string[][]): Way[] {
  const each = (match: typeof matchWord, written: readonly string[], worth = 1) =>
    way(
      index,
      written.map((word) => match(index, word)),
      worth,
    )
  const asWritten = own.map(({ written }) => written)
  const apart = own.flatMap((word) => word.parts)
  const ways = [
    each(matchWord, asWritten),
    ...(apart.length > own.length ? [each(formsOf, apart)] : []),
    ...others.map((other) => each(formsOf, other, SYNONYM)),
  ].filter(({ worths }) => worths.size > 0)
  return ways.length > 0 ? ways : [each(matchSlip, asWritten)]
}

/** What a way to say something is worth in each entry that has all of its words. */
function way(index: SearchIndex, words: Matches[], worth: number): Way {
  const each = words.map((matches) => worthsOf(index, matches))
  const [first, ...rest] = each
  const worths = new Map<number, number>()
  for (const number of first!.keys()) {
    if (!rest.every((other) => other.has(number))) continue
    const sum = each.reduce((all, other) => all + other.get(number)!, 0)
    worths.set(number, (worth * sum) / words.length)
  }
  return { words, worths }
}

/** What any of the words is worth in each entry, where it is worth most. */
function worthsOf(index: SearchIndex, matches: Matches): Map<number, number> {
  const worths = new Map<number, number>()
  const times = new Map<number, number>()
  for (const [{ at }, quality] of matches) {
    for (const where of at.map(occurrenceOf)) {
      const { entry, part } = where
      const count = part === 'text' ? (times.get(entry) ?? 0) + 1 : 1
      if (part === 'text') times.set(entry, count)
      const again = 1 + AGAIN * Math.min(count - 1, MOST_TIMES)
      const worth = quality * again * worthAt(index, where)
      if (worth > (worths.get(entry) ?? 0)) worths.set(entry, worth)
    }
  }
  return worths
}

function worthAt({ entries, titleLengths }: SearchIndex, { entry, part, after }: Occurrence): number {
  const { kind } = entries[entry]!
  if (part === 'title') return (ofTitle[kind] ?? TITLE) + WHOLE_TITLE / Math.max(1, titleLengths[entry]!)
  if (part === 'label') return LABEL
  return ofText[kind] * (1 + SOON * Math.max(0, 1 - after / LATE))
}

/** As they are written in the index: those of each way that the entry has whole. */
function wordsFound(parts: readonly Way[][], number: number): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { words, worths } of parts.flat()) {
    if (!worths.has(number)) continue
    for (const matches of words) for (const { written } of matches.keys()) found.add(written)
  }
  return found
}
