import { foldHeading } from './fold-heading.ts'

/** Names that differ from one another by fewer changes than this and a third of their letters are taken for slips. */
const MAX_SLIPS = 3

/** Of some names the one that was probably meant, where one is near. */
export function nearest(wrong: string, names: readonly string[]): string[] {
  const word = foldHeading(wrong).slice(0, 60)
  const near = names
    .map((name) => ({ name, slips: distance(word, foldHeading(name).slice(0, 60)) }))
    .filter(({ slips }) => slips < Math.min(MAX_SLIPS, word.length / 3 + 1))
    .sort((a, b) => a.slips - b.slips)
  return near.slice(0, 1).map(({ name }) => name)
}

/** How many letters have to be put in, taken out or changed to make one word of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, change))
    }
    row = next
  }
  return row[to.length]!
}
