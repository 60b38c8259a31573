import { type Block, sideBySide } from '../../../platform/pdf/flow.ts'
import { columnGap, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, type Passage, passage } from '../../../platform/pdf/passage.ts'
import { inEach, inRow, type Said } from '../../../platform/pdf/text.ts'
import { say, type Word } from './words.ts'

/** A label and what stands under it; nothing to say, no fact. */
export type Fact = { label: Word; value: Said | null }

export function columnBox(index: number, columns: number): Box {
  const width = (textWidth - columnGap * (columns - 1)) / columns
  return { x: sheet.left + index * (width + columnGap), width }
}

/** Facts in rows of so many columns, each a label and what follows it; those without a value are left out. */
export function facts(paper: Paper, parent: Tag, columns: number, all: readonly Fact[]): Block[] {
  const present = all.filter(
    (fact): fact is Fact & { value: Said } => fact.value !== null && fact.value !== '',
  )
  if (present.length === 0) return []
  const list = tag(paper, parent, 'L')
  const stacks = present.map((fact, index) => [
    inline(paper, list, fact, columnBox(index % columns, columns)),
  ])
  return Array.from({ length: Math.ceil(stacks.length / columns) }, (_, row) =>
    sideBySide(stacks.slice(row * columns, (row + 1) * columns), row === 0 ? 7 : 4),
  ).flat()
}

function inline(paper: Paper, list: Tag, { label, value }: Fact & { value: Said }, box: Box): Passage {
  const { languages } = paper
  const labels = inRow(languages, say(label), type.label, type.labelSecond)
  const last = labels.at(-1)!
  const named = [...labels.slice(0, -1), { ...last, text: `${last.text}: ` }]
  const said = inRow(languages, value, type.body, type.bodySecond)
  return passage(paper, tag(paper, list, 'LI'), 'LBody', [...named, ...said], box)
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
  const [heading, ...rest] = [...sideBySide([[head]], 5), ...sideBySide(columns, 0)]
  return [{ ...heading!, keep: true }, ...rest]
}
