import { type Block, sideBySide } from '../../../platform/pdf/flow.ts'
import { columnGap, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, passage } from '../../../platform/pdf/passage.ts'
import { inEach, inRow, inRowIfFits, type Said } from '../../../platform/pdf/text.ts'
import { say, type Word } from './words.ts'

/** A label and what stands under it; nothing to say, no fact. */
export type Fact = { label: Word; value: Said | null }

export function columnBox(index: number, columns: number): Box {
  const width = (textWidth - columnGap * (columns - 1)) / columns
  return { x: sheet.left + index * (width + columnGap), width }
}

/** Facts in rows of so many columns; those without a value are left out. */
export function facts(paper: Paper, parent: Tag, columns: number, all: readonly Fact[]): Block[] {
  const present = all.filter(
    (fact): fact is Fact & { value: Said } => fact.value !== null && fact.value !== '',
  )
  if (present.length === 0) return []
  const list = tag(paper, parent, 'L')
  const stacks = present.map((fact, index) => stackOf(paper, list, fact, columnBox(index % columns, columns)))
  return Array.from({ length: Math.ceil(stacks.length / columns) }, (_, row) =>
    sideBySide(stacks.slice(row * columns, (row + 1) * columns), 8),
  ).flat()
}

/** A fact whose text is long: over the whole width, the languages side by side. */
export function wideFact(paper: Paper, parent: Tag, fact: Fact): Block[] {
  const { label, value } = fact
  if (value === null || value === '') return []
  const item = tag(paper, tag(paper, parent, 'L'), 'LI')
  const width = { x: sheet.left, width: textWidth }
  const head = passage(
    paper,
    item,
    'Lbl',
    inRow(paper.languages, say(label), type.label, type.labelSecond),
    width,
  )
  const body = tag(paper, item, 'LBody')
  const columns = paper.languages.map((language, index) => {
    const style = index ? type.bodySecond : type.body
    const text = inEach([language], value, style, style)
    return [passage(paper, body, 'P', text, columnBox(index, paper.languages.length))]
  })
  const [heading, ...rest] = [...sideBySide([[head]], 8), ...sideBySide(columns, 0)]
  return [{ ...heading!, keep: true }, ...rest]
}

/** Lists of facts side by side, each under a heading of its own and read one after the other. */
export function factColumns(
  paper: Paper,
  parent: Tag,
  columns: readonly { heading: Said; facts: readonly Fact[] }[],
): Block[] {
  const stacks = columns.map((column, index) => {
    const box = columnBox(index, columns.length)
    const title = inRowIfFits(paper, column.heading, [type.status, type.statusSecond], box.width)
    const heading = passage(paper, parent, 'H3', title, box)
    const list = tag(paper, parent, 'L')
    const all = column.facts.filter((fact): fact is Fact & { value: Said } => fact.value !== null)
    return { heading, rows: all.map((fact) => stackOf(paper, list, fact, box)) }
  })
  const count = Math.max(...stacks.map((stack) => stack.rows.length))
  const headings = sideBySide(
    stacks.map((stack) => [stack.heading]),
    8,
  ).map((block) => ({ ...block, keep: true }))
  const rows = Array.from({ length: count }, (_, row) =>
    sideBySide(
      stacks.map((stack) => stack.rows[row] ?? []),
      6,
    ),
  )
  return [...headings, ...rows.flat()]
}

function stackOf(paper: Paper, list: Tag, fact: Fact & { value: Said }, box: Box) {
  const item = tag(paper, list, 'LI')
  const label = inRowIfFits(paper, say(fact.label), [type.label, type.labelSecond], box.width)
  return [
    passage(paper, item, 'Lbl', label, box),
    passage(paper, item, 'LBody', inEach(paper.languages, fact.value, type.body, type.bodySecond), box),
  ]
}
