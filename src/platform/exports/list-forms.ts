import { Readable } from 'node:stream'
import { BYTE_ORDER_MARK, csvLines } from '../sheets/write-csv.ts'
import { workbookStream } from '../sheets/xlsx/write-workbook.ts'
import type { Language } from '../words/language.ts'
import { cellAt } from './cell.ts'
import type { ExportColumn } from './columns-in.ts'

type Items = AsyncIterable<readonly object[]>
type Table = { name: string; columns: readonly ExportColumn[]; language: Language }

/** In what a list is given as a whole, and how each is written while its pages come. */
export const listForms = {
  csv: {
    type: 'text/csv',
    write: (items: Items, table: Table) => Readable.from(csv(items, table), { objectMode: false }),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (items: Items, table: Table) =>
      workbookStream(table.name, headingsOf(table), linesOf(items, table.columns)),
  },
  jsonl: {
    type: 'application/jsonl',
    write: (items: Items) => Readable.from(jsonLines(items), { objectMode: false }),
  },
} as const

export type ListForm = keyof typeof listForms

const headingsOf = ({ columns }: Table) => columns.map(({ path }) => path.join('.'))

async function* linesOf(items: Items, columns: readonly ExportColumn[]) {
  for await (const page of items) yield page.map((item) => columns.map(({ path }) => cellAt(item, path)))
}

async function* csv(items: Items, table: Table) {
  yield BYTE_ORDER_MARK + csvLines([headingsOf(table)], table.language)
  for await (const lines of linesOf(items, table.columns))
    if (lines.length > 0) yield csvLines(lines, table.language)
}

async function* jsonLines(items: Items) {
  for await (const page of items)
    if (page.length > 0) yield page.map((item) => `${JSON.stringify(item)}\n`).join('')
}
