import type { SheetFault } from '../../../platform/sheets/fault.ts'
import type { Columns, SheetShape } from '../../../platform/sheets/match-headings.ts'
import type { SheetRow } from '../../../platform/sheets/read-rows.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { reference } from '../../../platform/words/language.ts'

/** A fault of the input: which file, line and column, what stands there, what is wrong, and what may be meant. */
export type Fault = {
  file: string
  line: number
  column: string
  value?: string
  detail: string
  suggestions?: string[]
}

/** A table of the person who runs the demo: `say` tells a further fault of a row, by the name of its column. */
export type Table<C extends Columns> = {
  rows: SheetRow<C>[]
  faults: Fault[]
  remarks: string[]
  say: (line: number, column: string, detail: string) => void
}

/** Reads a CSV or XLSX file of the person who runs the demo; the faults name the file. */
export async function readTable<C extends Columns>(
  file: string,
  bytes: Uint8Array,
  wanted: SheetShape<C>,
): Promise<Table<C>> {
  const { rows, faults: found, headings, remarks } = await readSheet(bytes, wanted)
  const faults = found.map((fault) => inFile(file, fault))
  const say = (line: number, column: string, detail: string) =>
    void faults.push({ file, line, column: headings.get(column) ?? column, detail })
  return { rows, faults, say, remarks: remarks.map((remark) => `${file}: ${remark(reference)}`) }
}

const inFile = (file: string, { line, column, value, detail, suggestions }: SheetFault): Fault => ({
  file,
  line,
  column,
  value,
  detail: detail(reference),
  suggestions,
})
