import { type Columns, type Row, readCsv } from '../../../platform/csv/read-csv.ts'

/** A fault of the input: which file, line and column, and what is wrong there. */
export type Fault = { file: string; line: number; column: string; detail: string }

/** Reads a CSV file of the person who runs the demo; the faults name the file. */
export function readTable(
  file: string,
  bytes: Uint8Array,
  columns: Columns,
): { rows: Row[]; faults: Fault[] } {
  const { rows, faults } = readCsv(bytes, columns)
  return { rows, faults: faults.map(({ line, column, detail }) => ({ file, line, column, detail })) }
}
