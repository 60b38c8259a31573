import { spoken } from '../words/language.ts'
import type { Column } from './column.ts'
import { foldHeading } from './fold-heading.ts'

export type Columns = Record<string, Column<unknown>>

/**
 * What is read: columns by their names, and those of a name that carry a number: `planned` stands for planned_1 to _99.
 * Where others are kept, they are no faults, and rows have their cells by what they are called in the file.
 */
export type SheetShape<C extends Columns = Columns> = {
  columns: C
  numbered?: Record<string, Column<unknown>>
  keepsOthers?: boolean
}

export type FoundColumn = { name: string; column: Column<unknown> }

/** Finds the column of a heading: by its name or what it is called in any language, whatever the case, marks and spaces. */
export function headingReader({
  columns,
  numbered = {},
}: SheetShape): (heading: string) => FoundColumn | null {
  const known = keyed(columns)
  const counted = keyed(numbered)
  return (heading) => {
    const key = foldHeading(heading)
    const found = known.get(key)
    if (found) return found
    const [, stem = '', number] = /^(.+?)([1-9]\d?)$/.exec(key) ?? []
    const many = counted.get(stem)
    return many && number ? { name: `${many.name}_${number}`, column: many.column } : null
  }
}

function keyed(columns: Columns): Map<string, FoundColumn> {
  const known = new Map<string, FoundColumn>()
  for (const [name, column] of Object.entries(columns)) {
    const headings = column.heading ? spoken.map((language) => column.heading!(language)) : []
    for (const key of new Set([name, ...headings].map(foldHeading))) {
      const other = known.get(key)
      if (other) throw new Error(`The columns ${other.name} and ${name} have the same heading "${key}".`)
      known.set(key, { name, column })
    }
  }
  return known
}

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
