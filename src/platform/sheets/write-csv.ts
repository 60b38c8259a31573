import { stringify } from 'csv-stringify/sync'

/**
 * Rows as CSV (RFC 4180, line feeds) under these columns; a value that a row does not have is empty. A spreadsheet takes
 * no value for a formula: one that would be gets an apostrophe in front, which the reader of sheets takes away again.
 */
export function writeCsv(columns: readonly string[], rows: readonly Record<string, string>[]): string {
  const lines = rows.map((row) => columns.map((column) => guarded(row[column] ?? '')))
  return stringify([columns, ...lines], { quoted_match: /^#|^\s|\s$/ })
}

const guarded = (value: string) => value.replace(/^(?='*[=+\-@\t\r])/, "'")
