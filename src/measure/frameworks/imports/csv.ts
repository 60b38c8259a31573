import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'

export type Row = { line: number; cells: Record<string, string> }

/** Reads CSV with a header; the columns have to be these, in any order. `line` is the one a record ends on. */
export function readRows(csv: string, columns: readonly string[], faults: string[]): Row[] {
  try {
    const records = parse(csv, { bom: true, trim: true, info: true, skip_empty_lines: true }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    const [header, ...rows] = records
    const names = header?.record ?? []
    const before = faults.length
    for (const column of columns)
      if (!names.includes(column)) faults.push(`line 1: there is no column "${column}"`)
    for (const name of names) if (!columns.includes(name)) faults.push(`line 1: unknown column "${name}"`)
    if (faults.length > before) return []
    return rows.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(names.map((name, index) => [name, record[index] ?? ''])),
    }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    faults.push(`line ${error.lines ?? 1}: ${error.message}`)
    return []
  }
}

/** Rows as CSV (RFC 4180, line feeds) under these columns; a cell that a row does not have is empty. */
export function writeRows(columns: readonly string[], rows: readonly Record<string, string>[]): string {
  const quote = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','))
  return [columns.join(','), ...lines, ''].join('\n')
}
