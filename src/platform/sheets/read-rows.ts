import type { Column } from './column.ts'
import { type FaultList, Misfit, type SheetFault } from './fault.ts'
import type { SheetLimits } from './limits.ts'
import type { Columns, FoundColumn, SheetShape } from './match-headings.ts'
import { nearest } from './nearest.ts'
import type { SheetLine } from './read-csv.ts'

export type SheetValues<C extends Columns> = {
  [K in keyof C]: C[K] extends Column<infer T> ? T | null : never
}

/**
 * A row with a value for every column: null where there is none or it does not fit. `cells` holds the text of each by
 * its name, of numbered columns too, and the empty text where nothing stands; `isSound` where the row has no fault.
 */
export type SheetRow<C extends Columns> = {
  line: number
  values: SheetValues<C>
  cells: Record<string, string>
  isSound: boolean
}

/** A column that nobody asked for is kept as it is written. */
const other: Column<string> = { read: String }

type Heading = { at: number; written: string; found: FoundColumn }

/** The rows under the first line, which has the headings. Every fault of either is told. */
export function readRows<C extends Columns>(
  lines: SheetLine[],
  wanted: SheetShape<C>,
  find: (heading: string) => FoundColumn | null,
  faults: FaultList,
  limits: SheetLimits,
): { headings: Map<string, string>; rows: SheetRow<C>[] } {
  const [first, ...rest] = lines
  if (!first) {
    if (faults.faults.length === 0)
      faults.add({ line: 1, column: nameOfFirst(wanted) }, new Misfit('empty-file'))
    return { headings: new Map(), rows: [] }
  }
  // A cell of a workbook may be at fault before anything is known of its column.
  const earlier = Map.groupBy(faults.faults, (fault) => fault.line)
  const headings = readHeadings(first, rest, wanted, find, faults, limits)
  const written = new Map(headings.map((heading) => [heading.found.name, heading.written]))
  const rows = rest.map((line) =>
    readRow<C>(line, headings, first.cells.length, wanted, faults, limits, earlier.get(line.line)),
  )
  if (rows.length === 0 && !faults.isFull)
    faults.add({ line: first.line + 1, column: nameOfFirst(wanted) }, new Misfit('no-rows'))
  return { headings: written, rows }
}

const nameOfFirst = ({ columns, numbered = {} }: SheetShape) =>
  Object.keys(columns)[0] ?? `${Object.keys(numbered)[0]}_1`

function readHeadings(
  { line, cells }: SheetLine,
  rest: SheetLine[],
  wanted: SheetShape,
  find: (heading: string) => FoundColumn | null,
  faults: FaultList,
  { columns: most }: SheetLimits,
): Heading[] {
  const headings: Heading[] = []
  if (cells.length > most)
    faults.add({ line, column: `number ${most + 1}` }, new Misfit('too-many-columns', { most }))
  for (const [at, cell] of cells.slice(0, most).entries()) {
    const written = String(cell).trim()
    const found = find(written) ?? (wanted.keepsOthers && written ? { name: written, column: other } : null)
    if (found && headings.some((earlier) => earlier.found.name === found.name))
      faults.add({ line, column: written, value: written }, new Misfit('column-twice'))
    else if (found) headings.push({ at, written, found })
    else if (written !== '') faults.add({ line, column: written, value: written }, unknown(written, wanted))
    else tellUnnamed(at, rest, faults)
  }
  tellMissing(line, headings, wanted, faults)
  return headings
}

/** A column without a heading is not there as long as nothing stands in it. */
function tellUnnamed(at: number, rest: SheetLine[], faults: FaultList): void {
  const used = rest.find(({ cells }) => String(cells[at] ?? '').trim() !== '')
  if (used)
    faults.add(
      { line: used.line, column: `number ${at + 1}`, value: String(used.cells[at]) },
      new Misfit('column-unnamed'),
    )
}

const unknown = (written: string, { columns, numbered = {} }: SheetShape) =>
  new Misfit('column-unknown', {}, nearest(written, [...Object.keys(columns), ...Object.keys(numbered)]))

function tellMissing(
  line: number,
  headings: Heading[],
  { columns, numbered = {} }: SheetShape,
  faults: FaultList,
): void {
  const present = new Set(headings.map(({ found }) => found.name))
  const needed = [
    ...Object.entries(columns),
    ...Object.entries(numbered).map(([stem, column]) => [`${stem}_1`, column] as const),
  ]
  for (const [name, { optional }] of needed)
    if (!optional && !present.has(name)) faults.add({ line, column: name }, new Misfit('column-missing'))
}

function readRow<C extends Columns>(
  { line, cells }: SheetLine,
  headings: Heading[],
  width: number,
  { columns }: SheetShape<C>,
  faults: FaultList,
  { letters }: SheetLimits,
  earlier: readonly SheetFault[] = [],
): SheetRow<C> {
  const values: Record<string, unknown> = Object.fromEntries(Object.keys(columns).map((name) => [name, null]))
  const texts: Record<string, string> = Object.fromEntries(Object.keys(columns).map((name) => [name, '']))
  let isSound = earlier.length === 0
  const tell = (column: string, value: string, misfit: Misfit) => {
    isSound = false
    faults.add({ line, column, value }, misfit)
  }
  for (const { at, written, found } of headings) {
    const cell = cells[at] ?? ''
    const text = String(cell).trim()
    texts[found.name] = text
    const read = readCell(cell, text, found.column, letters)
    if (read instanceof Misfit && !(text === '' && earlier.some((fault) => fault.column === written)))
      tell(written, text, read)
    else if (found.name in values && !(read instanceof Misfit)) values[found.name] = read
  }
  const beyond = cells.findLastIndex((cell) => String(cell).trim() !== '') + 1
  if (beyond > width)
    tell(
      `number ${width + 1}`,
      String(cells[width]),
      new Misfit('too-many-values', { count: beyond, columns: width }),
    )
  return { line, values: values as SheetValues<C>, cells: texts, isSound }
}

function readCell(cell: string | number, text: string, column: Column<unknown>, letters: number): unknown {
  if (text === '') return column.filled ? new Misfit('empty') : null
  if (text.length > letters) return new Misfit('too-long', { most: letters })
  // What could not be read was put there before, by whatever wrote the file; the letter is lost.
  if (text.includes('\uFFFD')) return new Misfit('letter-lost')
  return column.read(cell)
}
