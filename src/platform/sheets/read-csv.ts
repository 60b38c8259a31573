import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { type FaultList, Misfit } from './fault.ts'
import { type SheetLimits, sheetLimits } from './limits.ts'

/** A line of a sheet, by the number of the one that it begins on. Numbers are those of spreadsheets that keep them as such. */
export type SheetLine = { line: number; cells: (string | number)[] }

/** Whether a cell is a heading that the reader of the sheet knows. */
export type IsHeading = (cell: string) => boolean

const separators = [',', ';', '\t']
const separatorLine = /^sep=([^"#\w\r\n])(?=[\r\n]|$)/i

/**
 * The lines of CSV as spreadsheets write it: separated by commas, semicolons, tabs, or what a first line `sep=` names,
 * with line ends of any kind. Lines that begin with # are remarks above the headings, and data below them. The value
 * that `writeCsv` guarded is the one before.
 */
export function readCsv(
  text: string,
  isHeading: IsHeading,
  faults: FaultList,
  limits: SheetLimits = sheetLimits,
): { lines: SheetLine[]; separator: string } {
  const [, named] = separatorLine.exec(text) ?? []
  const separator = named ?? separatorOf(text, isHeading)
  const lines: SheetLine[] = []
  let line = 0
  let next = 1
  const take = (cells: string[]): null => {
    line = next
    next += 1 + cells.reduce((sum, cell) => sum + lineEndsIn(cell), 0)
    const isRemark = lines.length === 0 && isAside(cells, isHeading)
    if (isRemark || isBlank(cells) || (named !== undefined && line === 1)) return null
    lines.push({ line, cells: cells.map(plain) })
    if (lines.length > limits.rows + 1) throw new Enough()
    return null
  }
  try {
    parse(text, { ...form(separator), on_record: take, max_record_size: limits.columns * limits.letters })
  } catch (error) {
    if (error instanceof Enough) faults.add(at(line, 1), new Misfit('too-many-rows', { most: limits.rows }))
    else if (error instanceof CsvError) faults.add(...unread(error, next))
    else throw error
  }
  return { lines, separator }
}

/** Only between quotation marks does a line end without its row. */
const lineEndsIn = (cell: string) => cell.match(/\r\n?|\n/g)?.length ?? 0

/** There are more rows than may be. */
class Enough extends Error {}

const form = (separator: string) => ({
  delimiter: separator,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  trim: true,
})

const at = (line: number, column: number) => ({ line, column: `number ${column}` })

/** What the parser stumbled over; a quote that is not closed is one from where it was opened. */
function unread(error: CsvError, line: number): Parameters<FaultList['add']> {
  const place = at(line, Number(error.column ?? 0) + 1)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return [place, new Misfit('quote-open')]
  return [place, new Misfit(error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'not-a-table')]
}

/** Of the separators the one under which most headings are known, and else the one that stands most often in them. */
function separatorOf(text: string, isHeading: IsHeading): string {
  const counted = separators.map((separator) => {
    const cells = headingsIn(text, separator, isHeading)
    return { separator, known: cells.filter(isHeading).length, all: cells.length }
  })
  counted.sort((a, b) => b.known - a.known || b.all - a.all)
  return counted[0]!.separator
}

/** So far down the headings are looked for. */
const MAX_HEAD = 256 * 1024

function headingsIn(text: string, separator: string, isHeading: IsHeading): string[] {
  let found: string[] = []
  const take = (cells: string[]): null => {
    if (isBlank(cells) || isAside(cells, isHeading)) return null
    found = cells
    throw new Enough()
  }
  try {
    parse(text.slice(0, MAX_HEAD), { ...form(separator), on_record: take })
  } catch (error) {
    if (error instanceof CsvError) return text.split(/[\r\n]/, 1)[0]!.split(separator)
    if (!(error instanceof Enough)) throw error
  }
  return found
}

const isBlank = (cells: string[]) => cells.every((cell) => cell === '')

/** A remark; but a line of headings may begin with #, too, which is what the column of numbers is called. */
const isAside = (cells: string[], isHeading: IsHeading) =>
  cells[0]!.startsWith('#') && cells.filter(isHeading).length < 2

/** The value that `writeCsv` guarded. */
export const plain = (cell: string): string => cell.replace(/^'(?='*[=+\-@\t\r])/, '')
