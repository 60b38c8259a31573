import { writeCsvLines } from '../../platform/sheets/write-csv.ts'
import { writeWorkbook } from '../../platform/sheets/xlsx/write-workbook.ts'
import type { Language } from '../../platform/words/language.ts'
import { importSheets } from './kinds/sheets.ts'
import type { ImportKind } from './store.ts'
import { say } from './words.ts'

/** A table to be filled: the headings in a language, and one row of somebody who is not there, to be replaced. */
export async function templateFile(
  kind: ImportKind,
  form: 'csv' | 'xlsx',
  language: Language,
): Promise<Uint8Array> {
  const { columns, example } = importSheets[kind]
  const names = Object.keys(columns)
  const lines = [
    names.map((name) => columns[name]!.heading?.(language) ?? name),
    names.map((name) => example[name] ?? ''),
  ]
  if (form === 'xlsx') return writeWorkbook(say(`template-${kind}`)(language), lines)
  return Buffer.from(writeCsvLines(lines, language))
}
