import { type CsvFault, type Row, readCsv } from '../../../platform/csv/read-csv.ts'

/** Reads CSV whose header has these columns, in any order; the faults are named with their line. */
export function readSheet(csv: string, columns: readonly string[], faults: string[]): Row[] {
  const read = readCsv(csv, { named: columns })
  faults.push(...read.faults.map((fault) => `line ${fault.line}: ${said(fault)}`))
  return read.rows
}

function said({ what, column, detail }: CsvFault): string {
  if (what === 'column-missing') return `there is no column "${column}"`
  if (what === 'column-unknown') return `unknown column "${column}"`
  return detail
}
