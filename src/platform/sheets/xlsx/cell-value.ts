import { Misfit } from '../fault.ts'
import { plain } from '../read-csv.ts'
import { type CellForm, inForm } from './cell-forms.ts'
import { withoutEscapes } from './read-parts.ts'

/** What cells refer to: texts and forms by their numbers, and from when days are counted. */
export type Look = { texts: string[]; forms: CellForm[]; from1904: boolean }

/** What a worksheet keeps of a cell: `value` of numbers and formulas and as a reference, `text` that stands in it. */
export type Kept = { type: string; style: number; value: string | null; text: string; isFormula: boolean }

/** The value of a cell as it is shown; numbers that are no days are numbers. */
export function readValue(
  { type, style, value, text, isFormula }: Kept,
  look: Look,
): string | number | Misfit {
  if (type === 'inlineStr') return plain(withoutEscapes(text))
  if (isFormula && value === null) return new Misfit('formula-empty')
  if (value === null || value === '') return ''
  if (type === 's') return sharedText(value, look)
  if (type === 'str') return plain(withoutEscapes(value))
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type === 'e') return new Misfit('formula-error')
  const number = Number(value)
  return type === 'd' || !Number.isFinite(number) ? value : inForm(number, look.forms[style], look.from1904)
}

function sharedText(value: string, { texts }: Look): string {
  const text = texts[Number(value)]
  if (text === undefined) throw new Error('A cell refers to a text that is not there.')
  return plain(text)
}
