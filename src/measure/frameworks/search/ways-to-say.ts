import type { SearchIndex } from './index-framework.ts'
import { formsOf, type Matches, matchSlip, matchWord } from './match-word.ts'
import { otherWords } from './synonyms.ts'
import type { WordAt } from './words-of.ts'
import { worthsOf } from './worths.ts'

/** One way to say a part of what is asked for, and what it is worth in each entry that says it so. */
export type Way = { words: Matches[]; worths: Map<number, number> }

/** What other words for the same thing are worth of the ones that were asked for. */
const OTHER_WORDS = 0.8

/** In so many words of a search a slip is looked for, which takes long: nobody mistypes each of many. */
const MOST_SLIPS = 3

/** The ways to say each part of what is asked for: a word, or several that are one thing of the field. */
export function partsOf(index: SearchIndex, words: readonly WordAt[]): Way[][] {
  let slips = 0
  const slipIn = ({ written }: WordAt) =>
    together(index, [slips++ < MOST_SLIPS ? matchSlip(index, written) : new Map()])
  const wordAlone = (word: WordAt): Way[] => {
    const ways = waysToSay(index, [word], otherWords([word], 0, index.languages).others)
    return ways.length > 0 ? ways : [slipIn(word)]
  }
  const parts: Way[][] = []
  for (let at = 0; at < words.length; ) {
    const { length, others } = otherWords(words, at, index.languages)
    const own = words.slice(at, at + length)
    const ways = length > 1 ? waysToSay(index, own, others) : []
    // Nothing is called so, in these words or others: each word for itself.
    parts.push(...(ways.length > 0 ? [ways] : own.map(wordAlone)))
    at += length
  }
  return parts
}

function waysToSay(index: SearchIndex, own: readonly WordAt[], others: readonly string[][]): Way[] {
  const forms = (written: readonly string[]) => written.map((word) => formsOf(index, word))
  const apart = own.flatMap((word) => word.parts)
  return [
    together(
      index,
      own.map(({ written }) => matchWord(index, written)),
    ),
    ...(apart.length > own.length ? [together(index, forms(apart))] : []),
    ...others.map((other) => inSuccession(index, forms(other))),
  ].filter(({ worths }) => worths.size > 0)
}

/** Words that an entry has all of, wherever they stand. */
function together(index: SearchIndex, words: Matches[]): Way {
  const each = words.map((matches) => worthsOf(index, foundAt(matches)))
  const [first, ...rest] = each
  const worths = new Map<number, number>()
  for (const entry of first!.keys()) {
    if (!rest.every((other) => other.has(entry))) continue
    const sum = each.reduce((all, other) => all + other.get(entry)!, 0)
    worths.set(entry, sum / words.length)
  }
  return { words, worths }
}

/** Words that stand one after the other: apart they may mean something else. */
function inSuccession(index: SearchIndex, words: Matches[]): Way {
  const [first, ...rest] = words.map((matches) => new Map(foundAt(matches)))
  const found = [...first!].flatMap(([at, quality]) => {
    const qualities = [quality, ...rest.map((next, before) => next.get(at + before + 1) ?? 0)]
    return qualities.includes(0) ? [] : [[at, OTHER_WORDS * Math.min(...qualities)] as const]
  })
  return { words, worths: worthsOf(index, found) }
}

const foundAt = (matches: Matches) =>
  [...matches].flatMap(([{ at }, quality]) => at.map((where) => [where, quality] as const))
