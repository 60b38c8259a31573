import { foldHeading } from '../../../platform/sheets/fold-heading.ts'
import { headingReader } from '../../../platform/sheets/match-headings.ts'
import { readLines } from '../../../platform/sheets/read-sheet.ts'
import { writeCsvParted } from '../../../platform/sheets/write-csv.ts'
import { writeWorkbook } from '../../../platform/sheets/xlsx/write-workbook.ts'
import { calledIn } from '../kinds/columns.ts'
import { columnsOf } from '../kinds/sheet.ts'
import { importSheets } from '../kinds/sheets.ts'
import type { ImportKind } from '../store.ts'
import { say } from '../words.ts'
import { tableOfRoster } from './roster.ts'

/** The table of a file as it is kept: of a roster its learners, and never a password. Null: it is no such roster. */
export async function takeTable(
  kind: ImportKind,
  profile: string | undefined,
  bytes: Uint8Array,
): Promise<Uint8Array | null> {
  return profile === undefined ? withoutPasswords(kind, bytes) : tableOfRoster(bytes)
}

const passwords = new Set(calledIn(say('password-headings')).map(foldHeading))

/** The same bytes where there are none; else the same table with nothing in their columns. */
async function withoutPasswords(kind: ImportKind, bytes: Uint8Array): Promise<Uint8Array> {
  const find = headingReader({ columns: columnsOf(importSheets[kind]) })
  const { form, lines } = await readLines(bytes, (cell) => find(cell) !== null)
  const [head, ...rows] = lines
  const secret = new Set(
    (head?.cells ?? []).flatMap((cell, at) => (passwords.has(foldHeading(String(cell))) ? [at] : [])),
  )
  if (!head || secret.size === 0) return bytes
  const kept = [head.cells, ...rows.map(({ cells }) => cells.map((cell, at) => (secret.has(at) ? '' : cell)))]
  if (form?.kind === 'xlsx') return writeWorkbook(form.sheet, kept)
  const separator = form?.kind === 'csv' ? form.separator : ','
  return Buffer.from(
    writeCsvParted(
      kept.map((cells) => cells.map(String)),
      separator,
    ),
  )
}
