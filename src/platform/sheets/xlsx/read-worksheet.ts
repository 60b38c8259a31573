import { type FaultList, Misfit } from '../fault.ts'
import type { SheetLimits } from '../limits.ts'
import type { SheetLine } from '../read-csv.ts'
import { type Kept, type Look, readValue } from './cell-value.ts'
import { parseXml } from './parse-xml.ts'

type Attributes = Readonly<Record<string, string>>
type Cell = Kept & { at: number }

/** The most that one letter can take in a text of a workbook, where it may be written by its number. */
const WIDEST = 10

/**
 * The rows of a worksheet in which something stands, by their numbers in it. Formulas are not worked out: what they
 * came to when the workbook was saved is what counts, and where nothing or an error is kept, it is a fault.
 */
export async function readWorksheet(
  part: AsyncIterable<Uint8Array>,
  look: Look,
  faults: FaultList,
  limits: SheetLimits,
): Promise<SheetLine[]> {
  const reading = new Reading(look, faults, limits)
  const begin: Record<string, (attributes: Attributes) => void> = {
    row: (attributes) => reading.beginRow(attributes),
    c: (attributes) => reading.beginCell(attributes),
    v: () => reading.beginValue(),
    f: () => reading.beginFormula(),
  }
  const end: Record<string, () => void> = { row: () => reading.endRow(), c: () => reading.endCell() }
  // What is said of how to pronounce a text is not part of it.
  let spoken = 0
  let element = ''
  await parseXml(part, {
    open: (name, attributes) => {
      element = name
      if (name === 'rPh') spoken++
      begin[name]?.(attributes)
    },
    text: (piece) => {
      if (spoken === 0) reading.addText(element, piece)
    },
    close: (name) => {
      element = ''
      if (name === 'rPh') spoken--
      end[name]?.()
    },
    isEnough: () => reading.isEnough,
  })
  return reading.lines
}

class Reading {
  readonly lines: SheetLine[] = []
  isEnough = false
  readonly #look: Look
  readonly #faults: FaultList
  readonly #limits: SheetLimits
  #line = 0
  #next = 0
  #cells: SheetLine['cells'] = []
  #cell: Cell | null = null

  constructor(look: Look, faults: FaultList, limits: SheetLimits) {
    this.#look = look
    this.#faults = faults
    this.#limits = limits
  }

  beginRow({ r }: Attributes): void {
    this.#line = Number(r) || this.#line + 1
    this.#cells = []
    this.#next = 0
  }

  beginCell({ r, t = 'n', s = '0' }: Attributes): void {
    const at = r ? columnOf(r) : this.#next
    this.#next = at + 1
    this.#cell = { at, type: t, style: Number(s), value: null, text: '', isFormula: false }
  }

  beginValue(): void {
    if (this.#cell) this.#cell.value = ''
  }

  beginFormula(): void {
    if (this.#cell) this.#cell.isFormula = true
  }

  addText(element: string, piece: string): void {
    const cell = this.#cell
    if (!cell) return
    if (element === 'v') cell.value += piece
    else if (element === 't') cell.text += piece
    const { letters } = this.#limits
    if ((cell.value?.length ?? 0) + cell.text.length > letters * WIDEST)
      this.#stop(new Misfit('too-long', { most: letters }), cell.at + 1)
  }

  endCell(): void {
    const cell = this.#cell
    this.#cell = null
    if (!cell) return
    const value = readValue(cell, this.#look)
    const { columns } = this.#limits
    if (value instanceof Misfit)
      this.#faults.add({ line: this.#line, column: `number ${cell.at + 1}`, value: cell.value ?? '' }, value)
    else if (value !== '' && cell.at >= columns)
      this.#stop(new Misfit('too-many-columns', { most: columns }), columns + 1)
    else if (value !== '') this.#put(cell.at, value)
  }

  endRow(): void {
    if (this.#cells.some((cell) => String(cell).trim() !== ''))
      this.lines.push({ line: this.#line, cells: this.#cells })
    const { rows } = this.#limits
    if (this.lines.length > rows + 1) this.#stop(new Misfit('too-many-rows', { most: rows }), 1)
  }

  #put(at: number, value: string | number): void {
    while (this.#cells.length < at) this.#cells.push('')
    this.#cells[at] = value
  }

  #stop(misfit: Misfit, column: number): void {
    if (!this.isEnough) this.#faults.add({ line: this.#line, column: `number ${column}` }, misfit)
    this.isEnough = true
  }
}

/** The number of a column, from zero, of an address such as AB12; one beyond any that there is where it is none. */
function columnOf(address: string): number {
  const letters = /^[A-Z]{1,3}/i.exec(address)?.[0].toUpperCase()
  if (!letters) return Number.MAX_SAFE_INTEGER - 1
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
