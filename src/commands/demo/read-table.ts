import { parse } from 'csv-parse/sync'

/** A fault of the input: which file, line and column, and what is wrong there. */
export type Fault = { file: string; line: number; column: string; detail: string }

/** A row with a value for every column; one that the row or the header lacks is empty. */
export type Row = { line: number; values: Record<string, string> }

/** `numbered` columns carry a number from 1 on: `planned` stands for planned_1, planned_2 and so on. */
export type Columns = { named: readonly string[]; numbered: string }

/**
 * Reads a CSV file in UTF-8 with a header line, separated by commas, or by semicolons as spreadsheets of many countries
 * write it. Says of every column and row what does not fit.
 */
export function readTable(
  file: string,
  bytes: Uint8Array,
  columns: Columns,
): { rows: Row[]; faults: Fault[] } {
  const faults: Fault[] = []
  const say = (line: number, column: string, detail: string) =>
    void faults.push({ file, line, column, detail })
  const [header, ...records] = parseRecords(bytes, say)
  if (!header) {
    if (faults.length === 0) say(1, columns.named[0]!, 'the file is empty')
    return { rows: [], faults }
  }
  const names = header.cells
  const numbered = new RegExp(`^${columns.numbered}_[1-9]\\d?$`)
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) say(header.line, name, 'stands twice in the header')
    else if (!columns.named.includes(name) && !numbered.test(name))
      say(header.line, name || `number ${index + 1}`, 'is not a column of this file')
  })
  for (const name of [...columns.named, `${columns.numbered}_1`]) {
    if (!names.includes(name)) say(header.line, name, 'is missing from the header')
  }
  const rows = records.map(({ line, cells }) => {
    if (cells.length > names.length)
      say(line, `number ${names.length + 1}`, `has ${cells.length} values under ${names.length} columns`)
    return { line, values: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])) }
  })
  if (rows.length === 0) say(header.line + 1, columns.named[0]!, 'there are no rows')
  // Without its columns a file would only say of each row again what is said of the header.
  return { rows: faults.some((fault) => fault.line === header.line) ? [] : rows, faults }
}

type Say = (line: number, column: string, detail: string) => void
type Line = { line: number; cells: string[] }

function parseRecords(bytes: Uint8Array, say: Say): Line[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const parsed = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    const { lines, column, message } = error as { lines?: number; column?: number | string; message: string }
    const isCsv = lines !== undefined
    say(lines ?? 1, isCsv ? `number ${Number(column) + 1}` : 'number 1', isCsv ? message : 'is not UTF-8')
    return []
  }
}

function separatorOf(text: string): string {
  const header = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\uFEFF?#/.test(line)) ?? ''
  return header.includes(';') && !header.includes(',') ? ';' : ','
}
