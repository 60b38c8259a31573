import { buffer } from 'node:stream/consumers'
import { zipStream } from '../../src/platform/zip/zip.ts'

/** What stands in a cell: a text, a number, one in a form (by its index in `forms`), or the XML of a cell by itself. */
export type WrittenCell = string | number | { number: number; form: number } | { xml: string }

/** `rows` by their numbers; `state` as Excel has it. */
export type WrittenSheet = { name: string; rows: Record<number, WrittenCell[]>; state?: string }

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** A workbook as spreadsheets write it: its texts are shared, and forms beyond the first are described by their codes. */
export function workbook(
  sheets: WrittenSheet[],
  { forms = [] as string[], from1904 = false, parts = {} as Record<string, string> } = {},
): Promise<Buffer> {
  const texts: string[] = []
  const shared = (text: string) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1)
  const written = sheets.map(({ rows }) => sheetXml(rows, shared))
  const all: Record<string, string> = {
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${escaped(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', '/xl/styles.xml'],
    ]),
    'xl/styles.xml': stylesXml(forms),
    'xl/sharedStrings.xml': `<sst xmlns="${spreadsheet}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(written.map((xml, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml])),
    ...parts,
  }
  return archive(all)
}

/** An archive of parts by their paths. */
export function archive(parts: Record<string, string | Uint8Array>): Promise<Buffer> {
  const at = new Date('2026-09-07T12:00:00Z')
  return buffer(
    zipStream(Object.entries(parts).map(([name, part]) => ({ name, bytes: Buffer.from(part), at }))),
  )
}

export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

function sheetXml(rows: Record<number, WrittenCell[]>, shared: (text: string) => number): string {
  const cell = (value: WrittenCell, at: string): string => {
    if (value === '') return `<c r="${at}" s="0"/>`
    if (typeof value === 'string') return `<c r="${at}" t="s"><v>${shared(value)}</v></c>`
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
    return 'xml' in value ? value.xml : `<c r="${at}" s="${value.form + 1}"><v>${value.number}</v></c>`
  }
  const lines = Object.entries(rows).map(
    ([line, cells]) =>
      `<row r="${line}">${cells.map((value, index) => cell(value, `${letterOf(index)}${line}`)).join('')}</row>`,
  )
  return `${head}<worksheet xmlns="${spreadsheet}"><sheetData>${lines.join('')}</sheetData></worksheet>`
}

function stylesXml(forms: string[]): string {
  const described = forms.map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(code)}"/>`,
  )
  const used = forms.map((_, index) => `<xf numFmtId="${164 + index}"/>`)
  return `<styleSheet xmlns="${spreadsheet}"><numFmts>${described.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${used.join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`
}

const relations = (targets: (readonly [type: string, target: string])[]) =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
