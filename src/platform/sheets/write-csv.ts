import { stringify } from 'csv-stringify/sync'
import type { Language } from '../words/language.ts'

/**
 * Rows as CSV (RFC 4180, line feeds) under these columns; a value that a row does not have is empty. A spreadsheet takes
 * no value for a formula: one that would be gets an apostrophe in front, which the reader of sheets takes away again.
 */
export function writeCsv(columns: readonly string[], rows: readonly Record<string, string>[]): string {
  const lines = rows.map((row) => columns.map((column) => guarded(row[column] ?? '')))
  return stringify([columns, ...lines], { quoted_match: /^#|^\s|\s$/ })
}

const guarded = (value: string) => value.replace(/^(?='*[=+\-@\t\r])/, "'")

/** What says at the beginning of a file that it is in UTF-8, for spreadsheets. */
export const BYTE_ORDER_MARK = '\ufeff'

/** A value of a table: numbers and yes or no stay what they are. */
export type Cell = string | number | boolean

/** The same of lines as they stand, for a spreadsheet: in UTF-8 that says so. */
export const writeCsvLines = (lines: readonly (readonly Cell[])[], language: Language): string =>
  BYTE_ORDER_MARK + csvLines(lines, language)

/** The same with the separator that a file has already. */
export const writeCsvParted = (lines: readonly (readonly string[])[], delimiter: string): string =>
  BYTE_ORDER_MARK +
  stringify(
    lines.map((cells) => cells.map(guarded)),
    { delimiter, quoted_match: /^#|^\s|\s$/ },
  )

/** Lines of a table as spreadsheets of this language part their columns, and their decimals. */
export function csvLines(lines: readonly (readonly Cell[])[], language: Language): string {
  // Where decimals are written with a comma, columns are parted with a semicolon.
  const [delimiter, decimal] = language === 'en' ? [',', '.'] : [';', ',']
  const written = (cell: Cell) =>
    typeof cell === 'string' ? guarded(cell) : String(cell).replace('.', decimal)
  return stringify(
    lines.map((cells) => cells.map(written)),
    { delimiter, quoted_match: /^#|^\s|\s$/ },
  )
}
