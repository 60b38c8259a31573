import { textColumn } from '../../../platform/sheets/column.ts'
import type { Encoding } from '../../../platform/sheets/decode-text.ts'
import type { SheetFault } from '../../../platform/sheets/fault.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { reference } from '../../../platform/words/language.ts'
import { say } from '../words.ts'

export type Row = { line: number; values: Record<string, string> }

/** What could be read of a sheet; `isWhole` where it has all of its columns, without which no row says what it should. */
export type FrameworkSheet = { rows: Row[]; faults: string[]; remarks: string[]; isWhole: boolean }

type ColumnName = Parameters<typeof heading>[0]

/** Reads CSV or XLSX whose headings are these, in any order; the faults are named with their line. */
export async function readFrameworkSheet(
  bytes: Uint8Array,
  names: readonly ColumnName[],
  encoding?: Encoding,
): Promise<FrameworkSheet> {
  const columns = Object.fromEntries(names.map((name) => [name, textColumn({ heading: heading(name) })]))
  const read = await readSheet(bytes, { columns }, encoding ? { encoding } : {})
  return {
    rows: read.rows.map(({ line, cells }) => ({ line, values: cells })),
    faults: read.faults.map((fault) => `line ${fault.line}: ${tellSheetFault(fault)}`),
    remarks: read.remarks.map((remark) => remark(reference)),
    isWhole: read.rows.length > 0 && names.every((name) => read.headings.has(name)),
  }
}

const heading = (
  name:
    | 'section'
    | 'id'
    | 'parent'
    | 'level'
    | 'facet'
    | 'role'
    | 'kind'
    | 'tags'
    | 'title'
    | 'text'
    | 'lead'
    | 'field'
    | 'original',
) => say(`column-${name}`)

/** A fault without its line, in English as the command speaks it. */
export function tellSheetFault({ code, column, value, detail, suggestions }: SheetFault): string {
  const perhaps = suggestions.length > 0 ? `, perhaps "${suggestions.join('" or "')}"` : ''
  if (code === 'column-missing') return `there is no column "${column}"`
  if (code === 'column-unknown') return `unknown column "${column}"${perhaps}`
  const place = value === '' ? '' : `${column}, "${value}": `
  return `${place}${detail(reference)}${perhaps}`
}
