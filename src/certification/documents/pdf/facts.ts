import { type Block, sideBySide } from '../../../platform/pdf/flow.ts'
import { columnGap, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { partOf, set } from '../../../platform/pdf/passage.ts'
import { APART, breakLines, inRow, type Run, type Said, textIn } from '../../../platform/pdf/text.ts'
import { say, type Word } from './words.ts'

/** A label, under its number in the Europass Mobility form where it has one, and what stands after it; nothing to say, no fact. */
export type Fact = { field?: string; label: Word; value: Said | null }

type StatedFact = Fact & { value: Said }

export function columnBox(index: number, columns: number): { x: number; width: number } {
  const width = (textWidth - columnGap * (columns - 1)) / columns
  return { x: sheet.left + index * (width + columnGap), width }
}

/** What is higher goes on to the next page line by line. */
const tallest = sheet.height / 20
const whole = { x: sheet.left, width: textWidth }
/** As wide as a text may be that runs on with the others. */
const LONG = textWidth * 5

/**
 * Facts that run on from each other, each a label and what follows it; one that takes more than a line and a half begins a
 * line for each language. Those without a value are left out.
 */
export function facts(paper: Paper, parent: Tag, all: readonly Fact[]): Block[] {
  const stated = all.filter((fact): fact is StatedFact => fact.value !== null && fact.value !== '')
  if (stated.length === 0) return []
  const list = tag(paper, parent, 'L')
  let isAfterLong = false
  const parts = stated.map((fact, index) => {
    const runs = inline(paper, fact)
    const [line, more] = breakLines(paper.fonts, runs, LONG)
    const isLong = (more !== undefined || line!.width > LONG) && isSpoken(fact.value)
    const [first, ...rest] = isLong ? inLines(paper, fact) : runs
    const begun = [{ ...first!, newLine: isLong || isAfterLong }, ...rest]
    isAfterLong = isLong
    const said = index < stated.length - 1 ? apart(begun) : begun
    return partOf(paper, tag(paper, list, 'LI'), 'LBody', said)
  })
  return sideBySide([[set(paper, parts, whole)]], 2, tallest)
}

const apart = (runs: Run[]): Run[] =>
  runs.map((run, index) => (index === runs.length - 1 ? { ...run, text: `${run.text}${APART}` } : run))

/** Said in the languages of the paper, rather than a name or a number. */
const isSpoken = (value: Said) => typeof value !== 'string'

const numbered = ({ field }: Fact, [first, ...rest]: Run[]): Run[] =>
  field ? [{ ...first!, text: `${field}.\u00a0${first!.text}` }, ...rest] : [first!, ...rest]

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
