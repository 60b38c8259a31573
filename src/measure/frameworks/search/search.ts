import type { Findable } from './entries.ts'
import type { SearchIndex } from './index-framework.ts'
import { partsOf, type Way } from './ways-to-say.ts'
import { asked } from './words-of.ts'

/** What was found of an entry, and the words by which, as they are written in the index. */
export type Found = { entry: Findable; score: number; words: () => ReadonlySet<string> }

/** What is called so comes first, before what has a facet or part that is. */
const CALLED = 1000

/**
 * Every entry that holds all that is asked for, in any form or other words for it, best first; where none does, though each part
 * of it is somewhere, those that hold some, what few hold first. Null when nothing is asked for.
 */
export function search(index: SearchIndex, query: string): Found[] | null {
  const words = asked(query, index.language)
  if (words.length === 0) return null
  const parts = partsOf(index, words)
  const rarities = parts.map((ways) => rarityOf(index, ways))
  const code = query.trim().toLowerCase()
  const all = index.entries.map((entry, number) => {
    const worths = parts.map((ways) => Math.max(0, ...ways.map((way) => way.worths.get(number) ?? 0)))
    const score = calledSo(entry, code) + worths.reduce((sum, worth) => sum + worth, 0) / parts.length
    const said = rarities.reduce((sum, rarity, part) => sum + (worths[part] === 0 ? 0 : rarity), 0)
    const isWhole = score >= CALLED / 2 || !worths.includes(0)
    return { entry, score, said, isWhole, words: () => wordsFound(parts, number) }
  })
  const whole = all.filter(({ isWhole }) => isWhole)
  if (whole.length > 0) return whole.sort((a, b) => b.score - a.score)
  if (rarities.includes(0)) return []
  return all.filter(({ said }) => said > 0).sort((a, b) => b.said - a.said || b.score - a.score)
}

/** The fewer entries say something, the more; 0 where none does. */
function rarityOf({ entries }: SearchIndex, ways: readonly Way[]): number {
  const saying = new Set(ways.flatMap(({ worths }) => [...worths.keys()])).size
  return saying === 0 ? 0 : Math.log(1 + entries.length / saying)
}

function calledSo({ id, within }: Findable, code: string): number {
  if (id.toLowerCase() === code) return CALLED
  return within.some((named) => named.code.toLowerCase() === code) ? CALLED / 2 : 0
}

/** Those of each way to say something that the entry has whole. */
function wordsFound(parts: readonly Way[][], number: number): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { words, worths } of parts.flat()) {
    if (!worths.has(number)) continue
    for (const matches of words) for (const { written } of matches.keys()) found.add(written)
  }
  return found
}
