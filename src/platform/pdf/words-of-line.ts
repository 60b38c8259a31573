import { printable } from './printable.ts'
import { type Face, spansOf } from './scripts.ts'

type Measure = (face: Face, text: string) => number

/** What is never parted unless no line can hold it; widths in thousandths of the font size. */
export type LineWord = {
  text: string
  /** How far what follows stands off. */
  spread: number
  /** The same without a space at its end, which may stand over the edge. */
  seen: number
}

const breaks = /(?<=[ \-–/])/

/** Lines remembered per face; beyond this the memory starts afresh, so that a long run stays flat. */
const MAX_LINES = 4096
const remembered = new Map<Face, Map<string, readonly LineWord[]>>()

export function wordOf(measure: Measure, face: Face, text: string): LineWord {
  const spread = measure(face, text)
  return { text, spread, seen: text.endsWith(' ') ? measure(face, text.slice(0, -1)) : spread }
}

/**
 * The words of a line, as the fonts can show them. Most of what papers say is said by many of them, in catalogues and
 * frameworks, and each line is measured more than once while places are sought.
 */
export function wordsOf(measure: Measure, face: Face, line: string): readonly LineWord[] {
  const lines = remembered.get(face) ?? new Map<string, readonly LineWord[]>()
  const known = lines.get(line)
  if (known) return known
  const shown = printable(line)
  const words = shown.split(breaks).map((text) => wordOf(measure, face, text))
  // A further font is opened when a text is measured for the first time in a document: such a text is measured in each.
  if (spansOf(shown).every(({ script }) => script === 'common')) {
    if (lines.size >= MAX_LINES) lines.clear()
    remembered.set(face, lines.set(line, words))
  }
  return words
}
