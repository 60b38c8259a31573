import { type Block, sideBySide } from '../../../platform/pdf/flow.ts'
import { columnGap, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Passage, passage } from '../../../platform/pdf/passage.ts'
import { breakLines, inRow, type Run, type Said, textIn } from '../../../platform/pdf/text.ts'
import { say, type Word } from './words.ts'

/** A label, under its number in the Europass Mobility form where it has one, and what stands after it; nothing to say, no fact. */
export type Fact = { field?: string; label: Word; value: Said | null }

type StatedFact = Fact & { value: Said }

export function columnBox(index: number, columns: number): { x: number; width: number } {
  const width = (textWidth - columnGap * (columns - 1)) / columns
  return { x: sheet.left + index * (width + columnGap), width }
}

/** Facts begin at one of so many stops of a line: their edges line up without a table's empty cells. */
const stops = 24
/** What is higher goes on to the next page line by line. */
const tallest = sheet.height / 20
const stop = (textWidth + columnGap) / stops

/**
 * Facts one after the other, as many on a line as it holds, each a label and what follows it; one that takes more than a
 * line and a half begins a line for each language. Those without a value are left out.
 */
export function facts(paper: Paper, parent: Tag, all: readonly Fact[]): Block[] {
  const stated = all.filter((fact): fact is StatedFact => fact.value !== null && fact.value !== '')
  if (stated.length === 0) return []
  const list = tag(paper, parent, 'L')
  const blocks: Block[] = []
  let row: Passage[] = []
  let at = 0
  const end = () => {
    if (row.length > 0)
      blocks.push(
        ...sideBySide(
          row.map((each) => [each]),
          1,
          tallest,
        ),
      )
    row = []
    at = 0
  }
  for (const fact of stated) {
    const runs = inline(paper, fact)
    const lines = breakLines(paper.fonts, runs, Number.POSITIVE_INFINITY)
    const width = lines.length > 1 ? textWidth : lines[0]!.width
    if (at * stop + width > textWidth) end()
    const isLong = width > textWidth * 1.5 && isSpoken(fact.value)
    const x = sheet.left + at * stop
    const box = { x, width: sheet.left + textWidth - x }
    row.push(passage(paper, tag(paper, list, 'LI'), 'LBody', isLong ? inLines(paper, fact) : runs, box))
    at += Math.ceil((width + columnGap / 2) / stop)
  }
  end()
  const [first, ...rest] = blocks
  return [{ ...first!, gap: 2 }, ...rest]
}

/** Said in the languages of the paper, rather than a name or a number. */
const isSpoken = (value: Said) => typeof value !== 'string'

const numbered = ({ field }: Fact, [first, ...rest]: Run[]): Run[] =>
  field ? [{ ...first!, text: `${field}. ${first!.text}` }, ...rest] : [first!, ...rest]

function inline({ languages }: Paper, fact: StatedFact): Run[] {
  const { label, value } = fact
  const labels = numbered(fact, inRow(languages, say(label), type.label, type.labelSecond))
  const last = labels.at(-1)!
  const named = [...labels.slice(0, -1), { ...last, text: `${last.text}: ` }]
  return [...named, ...inRow(languages, value, type.note, type.noteSecond)]
}

/** A fact whose text is long: each language after its own label, from edge to edge. */
function inLines({ languages }: Paper, fact: StatedFact): Run[] {
  const { label, value } = fact
  const runs = languages.flatMap((language, index) => {
    const style = index ? type.noteSecond : type.note
    const labelled = {
      text: `${say(label)(language)}: `,
      style: index ? type.labelSecond : type.label,
      language,
    }
    const said = textIn(language, value)
    const text = index < languages.length - 1 ? `${said} ` : said
    return [
      { ...labelled, newLine: index > 0 },
      { text, style, language },
    ]
  })
  return numbered(fact, runs)
}
