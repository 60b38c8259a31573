import { headingReader } from '../../../platform/sheets/match-headings.ts'
import type { SheetLine } from '../../../platform/sheets/read-csv.ts'
import { readLines } from '../../../platform/sheets/read-sheet.ts'
import { writeCsvParted } from '../../../platform/sheets/write-csv.ts'
import { writeWorkbook } from '../../../platform/sheets/xlsx/write-workbook.ts'
import type { Language } from '../../../platform/words/language.ts'
import { columnsOf } from '../kinds/sheet.ts'
import { importSheets } from '../kinds/sheets.ts'
import type { ImportKind } from '../store.ts'
import { say } from '../words.ts'
import { toldIn, unpackFindings } from './findings.ts'

/** The table as it was sent, of the same form, with a column that says of each line what is to be mended in it. */
export async function tellFile(
  kind: ImportKind,
  bytes: Uint8Array,
  findings: string | null,
  language: Language,
): Promise<Uint8Array> {
  const find = headingReader({ columns: columnsOf(importSheets[kind]) })
  const { form, lines } = await readLines(bytes, (cell) => find(cell) !== null)
  const told = new Map<number, string[]>()
  for (const { line, column, message, suggestion } of unpackFindings(findings)) {
    const text = `${column === '' ? '' : `${column}: `}${toldIn(message, language)}${suggestion === null ? '' : ` → ${suggestion}`}`
    told.set(line, [...(told.get(line) ?? []), text])
  }
  const [head, ...rows] = lines
  const earlier = head?.cells.findIndex((cell) => find(String(cell))?.name === 'faults') ?? -1
  const width = head?.cells.length ?? 0
  const cellsOf = ({ cells }: SheetLine) =>
    Array.from({ length: Math.max(width, cells.length) }, (_, at) => cells[at] ?? '').filter(
      (_, at) => at !== earlier,
    )
  // What is said of the headings stands beside the first row: their own line stays as it can be read again.
  const ofHead = told.get(head?.line ?? 1) ?? []
  const written = [
    ...(head ? [[...cellsOf(head), say('faults-column')(language)]] : []),
    ...rows.map((row, index) => [
      ...cellsOf(row),
      [...(index === 0 ? ofHead : []), ...(told.get(row.line) ?? [])].join('; '),
    ]),
  ]
  if (form?.kind === 'xlsx') return writeWorkbook(form.sheet, written)
  const separator = form?.kind === 'csv' ? form.separator : ','
  return Buffer.from(
    writeCsvParted(
      written.map((cells) => cells.map(String)),
      separator,
    ),
  )
}
