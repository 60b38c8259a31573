import { parseInput } from '../../../platform/http/faults.ts'
import type { SheetFault } from '../../../platform/sheets/fault.ts'
import type { Columns } from '../../../platform/sheets/match-headings.ts'
import type { SheetRow } from '../../../platform/sheets/read-rows.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { bodyOf, columnsOf, type ImportSheet } from '../kinds/sheet.ts'
import { importSheets } from '../kinds/sheets.ts'
import type { ImportKind } from '../store.ts'
import { say } from '../words.ts'
import { type Finding, inAllLanguages } from './findings.ts'

/** A row as the schema of its kind reads it; null where something in it does not fit. */
export type ReadRow = { line: number; body: unknown }

/** A table as it was read; `headings` are those of the file by the fields that they stand for. */
export type ReadImport = {
  form: 'csv' | 'xlsx' | null
  headings: Record<string, string>
  rows: ReadRow[]
  findings: Finding[]
}

/** These say that something is not taken, and hinder nothing. */
const harmless = ['column-unknown', 'column-unnamed']

/** Reads a table and tells all that does not fit in it, as far as the table itself tells. */
export async function readImport(kind: ImportKind, bytes: Uint8Array): Promise<ReadImport> {
  const sheet = importSheets[kind]
  const { form, headings, rows, faults, remarks } = await readSheet(bytes, { columns: columnsOf(sheet) })
  const findings = [...remarks.map(remarkOf), ...faults.map(findingOf)]
  const missing = new Set(faults.flatMap(({ code, column }) => (code === 'column-missing' ? column : [])))
  const earlier = new Set(faults.map(({ line, column }) => `${line} ${column}`))
  const seen = new Map<string, number>()
  const read = rows.map((row): ReadRow => {
    const { body, found, isWhole } = readRow(sheet, row, headings, (field) => {
      const column = headings.get(field) ?? field
      return missing.has(field) || earlier.has(`${row.line} ${column}`)
    })
    const isSound = isWhole && found.length === 0 && !faultsIn(earlier, row, headings)
    found.push(...twiceIn(sheet, row, body, headings, seen))
    findings.push(...found)
    return { line: row.line, body: isSound ? body : null }
  })
  const bodies = read.flatMap(({ line, body }) =>
    body === null ? [] : [{ line, body: body as Record<string, unknown> }],
  )
  for (const { line, field, detail } of sheet.faultsAmong?.(bodies) ?? []) {
    const value = shown(bodies.find((row) => row.line === line)?.body[field])
    findings.push(ruleFinding({ line, column: headings.get(field) ?? field, value }, 'does-not-fit', detail))
  }
  const password = headings.get('password')
  if (password !== undefined) {
    const place = { line: 1, column: password, value: '' }
    findings.push({ ...ruleFinding(place, 'password-refused', say('password-refused')), isBlocking: false })
  }
  findings.sort((a, b) => a.line - b.line)
  return { form: form?.kind ?? null, headings: Object.fromEntries(headings), rows: read, findings }
}

type Headings = ReadonlyMap<string, string>

const faultsIn = (earlier: ReadonlySet<string>, { line, isSound }: SheetRow<Columns>, headings: Headings) =>
  !isSound && [...headings.values()].some((column) => earlier.has(`${line} ${column}`))

function readRow(
  { schema }: ImportSheet,
  { line, values }: SheetRow<Columns>,
  headings: Headings,
  isTold: (field: string) => boolean,
): { body: Record<string, unknown>; found: Finding[]; isWhole: boolean } {
  const given = bodyOf(values)
  const { data, faults } = parseInput(schema, given)
  const found = faults.flatMap(({ pointer, detail }) => {
    const field = pointer.split('/')[1] ?? ''
    if (isTold(field)) return []
    const place = { line, column: headings.get(field) ?? field, value: shown(given[field]) }
    return [ruleFinding(place, 'does-not-fit', detail)]
  })
  return { body: (data ?? given) as Record<string, unknown>, found, isWhole: data !== null }
}

function twiceIn(
  { keysOf }: ImportSheet,
  { line }: SheetRow<Columns>,
  body: Record<string, unknown>,
  headings: Headings,
  seen: Map<string, number>,
): Finding[] {
  return keysOf(body).flatMap(({ field, key }) => {
    const first = seen.get(`${field} ${key}`)
    if (first === undefined) {
      seen.set(`${field} ${key}`, line)
      return []
    }
    const place = { line, column: headings.get(field) ?? field, value: shown(body[field]) }
    return [ruleFinding(place, 'twice', say('row-twice', { line: first }))]
  })
}

/** Something that a rule says of a value, which hinders the whole. */
export const ruleFinding = (
  place: Pick<Finding, 'line' | 'column' | 'value'>,
  code: string,
  detail: Sentence,
): Finding => ({ ...place, code, message: inAllLanguages(detail), isBlocking: true, suggestion: null })

const MAX_SHOWN = 100

/** What stands in a cell, as far as it is shown. */
export const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : String(value).slice(0, MAX_SHOWN).toWellFormed()

function findingOf({ line, column, value, code, detail, suggestions }: SheetFault): Finding {
  const isBlocking = !harmless.includes(code)
  const message = inAllLanguages(detail)
  return { line, column, value, code, message, isBlocking, suggestion: suggestions[0] ?? null }
}

const remarkOf = (sentence: Sentence): Finding => ({
  line: 1,
  column: '',
  value: '',
  code: 'remark',
  message: inAllLanguages(sentence),
  isBlocking: false,
  suggestion: null,
})
