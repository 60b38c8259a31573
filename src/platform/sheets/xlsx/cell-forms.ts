import { addDays } from '../../dates.ts'
import { parseXml } from './parse-xml.ts'

/** How a number in a cell is shown: as a day, or with zeros in front up to so many digits. */
export type CellForm = { isDay: boolean; digits: number }

const plainForm: CellForm = { isDay: false, digits: 0 }

/** Forms that workbooks do not describe: days, and days with a time. */
const daysByNumber = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)])

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The forms of numbers by the styles that cells name. */
export async function readCellForms(part: AsyncIterable<Uint8Array> | null): Promise<CellForm[]> {
  const described = new Map<number, string>()
  const forms: CellForm[] = []
  if (!part) return forms
  let inCells = false
  await parseXml(part, {
    open: (name, { numFmtId, formatCode = '' }) => {
      if (name === 'numFmt') described.set(Number(numFmtId), formatCode)
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) forms.push(formOf(Number(numFmtId), described))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return forms
}

function formOf(number: number, described: Map<number, string>): CellForm {
  const code = described.get(number)
  if (code === undefined) return daysByNumber.has(number) ? { isDay: true, digits: 0 } : plainForm
  const [first = ''] = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').split(';')
  // Months are needed, or what shows nothing but hours and minutes would be a day.
  if (/[dy]/i.test(first)) return { isDay: true, digits: 0 }
  return /^0+$/.test(first) ? { isDay: false, digits: first.length } : plainForm
}

const DAY_S = 86_400

/** A number as its form shows it: a day as YYYY-MM-DD, with the time where it has one, or else the number. */
export function inForm(
  value: number,
  { isDay, digits }: CellForm = plainForm,
  from1904 = false,
): string | number {
  if (isDay && value >= 1 && value < 2_958_466) return dayOfSerial(value, from1904)
  if (digits > 0 && Number.isInteger(value) && value >= 0) return String(value).padStart(digits, '0')
  // A spreadsheet shows fifteen digits; those behind come from its arithmetic.
  return Number(value.toPrecision(15))
}

/** Days are counted from the last one of 1899, as if 1900 had had a 29 February; or from 1904. */
function dayOfSerial(serial: number, from1904: boolean): string {
  const seconds = Math.round(serial * DAY_S)
  const first = serial < 60 ? '1899-12-31' : '1899-12-30'
  const day = addDays(from1904 ? '1904-01-01' : first, Math.floor(seconds / DAY_S))
  const time = seconds % DAY_S
  const parts = [Math.floor(time / 3600), Math.floor(time / 60) % 60, time % 60]
  return time === 0 ? day : `${day}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}`
}
