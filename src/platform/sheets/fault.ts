import type { Sentence } from '../words/sentence.ts'
import type { Messages } from './words/messages.ts'
import { say } from './words.ts'

type Code<K> = K extends `fault-${infer C}` ? C : never
export type FaultCode = Code<keyof Messages>

/**
 * What does not fit in a sheet, and where: in a line (a row of the spreadsheet, or a line of the text file) and a column,
 * by its heading, or by its number where it has none. `value` is what stands there, cut to a hundred letters; `detail`
 * is said of that value or column; `suggestions` are what might be meant, as it would be written.
 */
export type SheetFault = {
  line: number
  column: string
  value: string
  code: FaultCode
  detail: Sentence
  suggestions: string[]
}

/** What is wrong with one value, wherever it stands. */
export class Misfit {
  readonly code: FaultCode
  readonly detail: Sentence
  readonly suggestions: string[]

  /** A `detail` of one's own is said instead of that of the code. */
  constructor(
    code: FaultCode,
    values: Record<string, string | number> = {},
    suggestions: string[] = [],
    detail?: Sentence,
  ) {
    this.code = code
    // Every message of a fault takes some of the same arguments, which only their names tell apart.
    this.detail = detail ?? say(`fault-${code}`, values as Parameters<typeof say<`fault-${FaultCode}`>>[1])
    this.suggestions = suggestions
  }
}

/** Whoever has more than that to mend has another file in hand than they think. */
const MAX_COLLECTED = 100_000
const MAX_SHOWN = 100

export type CellPlace = { line: number; column: string; value?: string }

/** The faults of one sheet, as they are found; there is an end to how many are kept. */
export class FaultList {
  readonly faults: SheetFault[] = []

  add({ line, column, value = '' }: CellPlace, { code, detail, suggestions }: Misfit): void {
    if (this.isFull) return
    const shown = value.slice(0, MAX_SHOWN).toWellFormed()
    this.faults.push({ line, column, value: shown, code, detail, suggestions })
    if (this.isFull) this.faults.push(endOf(line, column))
  }

  get isFull(): boolean {
    return this.faults.length >= MAX_COLLECTED
  }
}

function endOf(line: number, column: string): SheetFault {
  const { code, detail, suggestions } = new Misfit('too-many-faults', { most: MAX_COLLECTED })
  return { line, column, value: '', code, detail, suggestions }
}
