import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type ZipEntry, zipStream } from '../../zip/zip.ts'
import { sheetLimits } from '../limits.ts'
import type { Cell } from '../write-csv.ts'

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kept = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** The same bytes for the same lines, whenever they are written. */
const at = new Date('2026-01-01T00:00:00Z')

/** A workbook of one sheet: texts as they are, which no spreadsheet takes for formulas, and numbers as numbers. */
export function writeWorkbook(name: string, lines: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  async function* all() {
    yield lines.slice(1)
  }
  return buffer(workbookStream(name, lines[0] ?? [], all()))
}

/** Rows and letters of one sheet, from where on another is begun: what spreadsheets and archives can hold. */
const ROWS = 1_048_576
const LETTERS = 1_000_000_000

/** The same written while its lines come; what is too long for one sheet goes on in the next, under the same headings. */
export function workbookStream(
  name: string,
  headings: readonly Cell[],
  lines: AsyncIterable<readonly (readonly Cell[])[]>,
): Readable {
  return zipStream(partsOf(name, headings, lines))
}

async function* partsOf(
  name: string,
  headings: readonly Cell[],
  lines: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<ZipEntry> {
  const arriving: Arriving = { lines: lines[Symbol.asyncIterator](), taken: [], ended: false }
  let sheets = 0
  for (const [part, xml] of Object.entries(before)) yield { name: part, at, bytes: Buffer.from(xml) }
  try {
    await takeMore(arriving)
    do {
      sheets += 1
      yield { name: `xl/worksheets/sheet${sheets}.xml`, at, flowing: sheetOf(headings, arriving) }
    } while (!arriving.ended)
  } finally {
    await arriving.lines.return?.()
  }
  for (const [part, xml] of Object.entries(partsBehind(name, sheets)))
    yield { name: part, at, bytes: Buffer.from(xml) }
}

/** What is written of a sheet, and what has come and does not stand in one yet. */
type Arriving = {
  lines: AsyncIterator<readonly (readonly Cell[])[]>
  taken: readonly (readonly Cell[])[]
  ended: boolean
}

async function* sheetOf(headings: readonly Cell[], arriving: Arriving): AsyncGenerator<Uint8Array> {
  const width = Math.max(1, headings.length)
  const start = `${head}<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${width}" width="22" style="1" customWidth="1"/></cols><sheetData>`
  yield Buffer.from(start + rowOf(headings, 1))
  let row = 1
  for (let letters = 0; !arriving.ended && row < ROWS && letters < LETTERS; ) {
    const fitting = arriving.taken.slice(0, ROWS - row)
    const xml = fitting.map((cells, index) => rowOf(cells, row + index + 1)).join('')
    row += fitting.length
    letters += xml.length
    arriving.taken = arriving.taken.slice(fitting.length)
    yield Buffer.from(xml)
    // Before this sheet ends: no other is begun for nothing.
    if (arriving.taken.length === 0) await takeMore(arriving)
  }
  yield Buffer.from('</sheetData></worksheet>')
}

async function takeMore(arriving: Arriving): Promise<void> {
  do {
    const { value, done } = await arriving.lines.next()
    arriving.ended = done === true
    arriving.taken = done ? [] : value
  } while (!arriving.ended && arriving.taken.length === 0)
}

/** What stands before the sheets, however many come: every part that is called nothing else is one. */
const before = {
  '[Content_Types].xml': `${head}<Types xmlns="${kept}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${type('worksheet')}"/><Override PartName="/xl/workbook.xml" ContentType="${type('sheet.main')}"/><Override PartName="/xl/styles.xml" ContentType="${type('styles')}"/></Types>`,
  '_rels/.rels': related([['officeDocument', 'xl/workbook.xml']]),
}

function partsBehind(name: string, sheets: number): Record<string, string> {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1)
  const called = (number: number) => (number === 1 ? name.slice(0, 31) : `${name.slice(0, 26)} ${number}`)
  return {
    'xl/workbook.xml': `${head}<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${numbers.map((number) => `<sheet name="${escaped(called(number))}" sheetId="${number}" r:id="rId${number}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related([
      ...numbers.map((number) => ['worksheet', `worksheets/sheet${number}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
  }
}

function type(part: string): string {
  return `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`
}

/** Every cell is text (the form `@`): what is typed into it stays as it is typed, a zero in front and a day alike. */
const styles = `${head}<styleSheet xmlns="${spreadsheet}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`

const rowOf = (cells: readonly Cell[], row: number) => `<row r="${row}">${cells.map(cellOf).join('')}</row>`

/** What is longer than spreadsheets let a cell be is cut, where they would refuse the whole file. */
const fitted = (text: string) =>
  text.length > sheetLimits.letters ? `${text.slice(0, sheetLimits.letters - 1)}…` : text

function cellOf(value: Cell): string {
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`
  return value === ''
    ? '<c s="1"/>'
    : `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(fitted(value))}</t></is></c>`
}

function related(targets: readonly (readonly [string, string])[]): string {
  const links = targets.map(
    ([what, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${what}" Target="${target}"/>`,
  )
  return `${head}<Relationships xmlns="${kept}/relationships">${links.join('')}</Relationships>`
}

/** What XML does not keep is written by its number, as spreadsheets do. */
const escaped = (text: string) =>
  text
    .replace(/_x(?=[\dA-Fa-f]{4}_)/g, '_x005F_x')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
