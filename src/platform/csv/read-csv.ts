import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'

/** What does not fit, and where: in a line and a column, which is named, or else numbered. */
export type CsvFault = {
  line: number
  column: string
  what: 'column-missing' | 'column-unknown' | 'other'
  detail: string
}

/** A row with a value for every column; one that the row or the header lacks is empty. `line` is the one it ends on. */
export type Row = { line: number; values: Record<string, string> }

/** `numbered` columns carry a number from 1 on: `planned` stands for planned_1, planned_2 and so on. */
export type Columns = { named: readonly string[]; numbered?: string }

type Line = { line: number; cells: string[] }
type Say = (line: number, column: string, detail: string, what?: CsvFault['what']) => void

/**
 * Reads CSV with a header line, as spreadsheets write it: in UTF-8 with or without a byte order mark, separated by commas,
 * semicolons, tabs, or what a first line `sep=` names; lines that begin with # are remarks. Says of every column and row
 * what does not fit.
 */
export function readCsv(csv: string | Uint8Array, columns: Columns): { rows: Row[]; faults: CsvFault[] } {
  const faults: CsvFault[] = []
  const say: Say = (line, column, detail, what = 'other') => void faults.push({ line, column, what, detail })
  const [header, ...lines] = parseLines(csv, say)
  if (!header) {
    if (faults.length === 0) say(1, columns.named[0]!, 'the file is empty')
    return { rows: [], faults }
  }
  checkHeader(header, columns, say)
  const names = header.cells
  const rows = lines.map(({ line, cells }) => {
    if (cells.length > names.length)
      say(line, `number ${names.length + 1}`, `has ${cells.length} values under ${names.length} columns`)
    return { line, values: Object.fromEntries(names.map((name, index) => [name, plain(cells[index] ?? '')])) }
  })
  if (rows.length === 0) say(header.line + 1, columns.named[0]!, 'there are no rows')
  // Without its columns a file would only say of each row again what is said of the header.
  return { rows: faults.some((fault) => fault.line === header.line) ? [] : rows, faults }
}

function checkHeader({ line, cells: names }: Line, { named, numbered }: Columns, say: Say): void {
  const isNumbered = (name: string) =>
    numbered !== undefined &&
    name.startsWith(`${numbered}_`) &&
    /^[1-9]\d?$/.test(name.slice(numbered.length + 1))
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) say(line, name, 'stands twice in the header')
    else if (!named.includes(name) && !isNumbered(name))
      say(line, name || `number ${index + 1}`, 'is not a column of this file', 'column-unknown')
  })
  for (const name of [...named, ...(numbered === undefined ? [] : [`${numbered}_1`])]) {
    if (!names.includes(name)) say(line, name, 'is missing from the header', 'column-missing')
  }
}

function parseLines(csv: string | Uint8Array, say: Say): Line[] {
  const text = typeof csv === 'string' ? csv : decode(csv)
  if (text === null) {
    say(1, 'number 1', 'is not UTF-8')
    return []
  }
  const lines: Line[] = []
  try {
    parse(withoutSeparatorLine(text), {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines: line }) => {
        lines.push({ line, cells })
        return null
      },
    })
    return lines
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    say(Number(error.lines ?? 1), `number ${Number(error.column) + 1}`, error.message)
    return []
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

const separatorLine = /^(\uFEFF?)sep=([^"#\w\r\n])(?=\r?\n|$)/i

/** The line that tells a spreadsheet the separator becomes a remark, so that the lines keep their numbers. */
const withoutSeparatorLine = (text: string) => text.replace(separatorLine, '$1#')

/** What the file names as its separator, or else the one of three that stands most often in its header. */
function separatorOf(text: string): string {
  const [, , named] = separatorLine.exec(text) ?? []
  if (named) return named
  const header = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\uFEFF?#/.test(line)) ?? ''
  const count = (separator: string) => header.split(separator).length
  return [',', ';', '\t'].reduce((most, other) => (count(other) > count(most) ? other : most))
}

/** The value that `writeCsv` guarded. */
const plain = (cell: string) => cell.replace(/^'(?='*[=+\-@\t\r])/, '')
