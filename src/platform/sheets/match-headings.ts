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
