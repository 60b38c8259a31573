import type { Sentence } from '../words/sentence.ts'
import type { Encoding } from './decode-text.ts'
import type { FaultList, Misfit } from './fault.ts'
import type { SheetLine } from './read-csv.ts'

/** As what a file was read: text in an encoding with a separator, or a sheet of a workbook. */
export type SheetForm =
  | { kind: 'csv'; encoding: Encoding; separator: string }
  | { kind: 'xlsx'; sheet: string }

/** The lines of a file whatever its form; none, and a fault, where it could not be opened. */
export type Opened = { form: SheetForm | null; lines: SheetLine[]; remarks: Sentence[] }

const start = { line: 1, column: 'number 1' }

/** Nothing of a file, which one fault says all of. */
export function unread(faults: FaultList, misfit: Misfit): Opened {
  faults.add(start, misfit)
  return { form: null, lines: [], remarks: [] }
}
