import type { Sentence } from '../words/sentence.ts'
import { decodeText, type Encoding } from './decode-text.ts'
import { FaultList, Misfit, type SheetFault } from './fault.ts'
import { type SheetLimits, sheetLimits } from './limits.ts'
import { type Columns, headingReader, type SheetShape } from './match-headings.ts'
import { type Opened, type SheetForm, unread } from './opened.ts'
import { type IsHeading, readCsv } from './read-csv.ts'
import { readRows, type SheetRow } from './read-rows.ts'

/** `headings` are those of the file by the names of their columns; `remarks` what is to be known, though it is no fault. */
export type Sheet<C extends Columns> = {
  form: SheetForm | null
  headings: ReadonlyMap<string, string>
  rows: SheetRow<C>[]
  faults: SheetFault[]
  remarks: Sentence[]
}

export type HowToRead = { encoding?: Encoding; limits?: Partial<SheetLimits> }

/**
 * Reads a table with a line of headings from CSV or XLSX as people have it, and tells everything in it that does not
 * fit, of the file, its headings and its rows alike. Rows and columns in which nothing stands are not there. A value
 * that does not fit, or is empty, is null, so that what else is wrong can be looked for; with any fault, nothing of the
 * sheet should be kept.
 */
export async function readSheet<C extends Columns>(
  bytes: Uint8Array,
  wanted: SheetShape<C>,
  how: HowToRead = {},
): Promise<Sheet<C>> {
  const limits = { ...sheetLimits, ...how.limits }
  const faults = new FaultList()
  const find = headingReader(wanted)
  const { form, lines, remarks } = await open(
    bytes,
    (cell) => find(cell) !== null,
    faults,
    limits,
    how.encoding,
  )
  const { headings, rows } = form
    ? readRows(lines, wanted, find, faults, limits)
    : { headings: new Map<string, string>(), rows: [] }
  return { form, headings, rows, faults: faults.faults, remarks }
}

/** The lines of a file as they stand in it, from its headings on, and as what it was read; none where it cannot be opened. */
export async function readLines(bytes: Uint8Array, isHeading: IsHeading): Promise<Opened> {
  return open(bytes, isHeading, new FaultList(), sheetLimits, undefined)
}

async function open(
  bytes: Uint8Array,
  isHeading: IsHeading,
  faults: FaultList,
  limits: SheetLimits,
  told: Encoding | undefined,
): Promise<Opened> {
  if (bytes.length > limits.bytes)
    return unread(faults, new Misfit('too-large', { most: Math.floor(limits.bytes / MEGABYTE) }))
  const foreign = foreignForm(bytes)
  if (foreign) return unread(faults, foreign)
  if (beginsWith(bytes, 'PK')) {
    const { readWorkbook } = await import('./xlsx/read-workbook.ts')
    return readWorkbook(bytes, isHeading, faults, limits)
  }
  const decoded = decodeText(bytes, told)
  if (decoded instanceof Misfit) return unread(faults, decoded)
  const { text, encoding, remark } = decoded
  const { lines, separator } = readCsv(text, isHeading, faults, limits)
  return { form: { kind: 'csv', encoding, separator }, lines, remarks: remark ? [remark] : [] }
}

const MEGABYTE = 1024 * 1024

const beginsWith = (bytes: Uint8Array, letters: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, letters.length)).toString('latin1') ===
  letters

/** What is often taken for a table, and how it becomes one. */
function foreignForm(bytes: Uint8Array): Misfit | null {
  if (beginsWith(bytes, '\xd0\xcf\x11\xe0')) return new Misfit('old-workbook')
  if (beginsWith(bytes, '%PDF')) return new Misfit('not-a-table')
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart()
  return /^(<!doctype|<html|<table|<\?xml|[{[]\s*["{[])/i.test(head.replace(/^\xef\xbb\xbf/, ''))
    ? new Misfit('not-a-table')
    : null
}
