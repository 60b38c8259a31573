import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, rule, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, passage } from '../../../platform/pdf/passage.ts'
import { breakLines, heightOfLines, inEach, inRow, type Run } from '../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot, CertifiedOutcome, Layout } from '../../certificates/snapshot.ts'
import { narrowingWords, shownOf } from '../shown.ts'
import { barBox, levelFigure, levelHeight } from './bar.ts'
import { legend } from './legend.ts'
import { say } from './words.ts'

/** In which languages a row says what was shown: in each, in the first, or not at all. */
const extents = ['each', 'first', 'none'] as const
type Extent = (typeof extents)[number]

/** Rows of outcomes, and how many follow on another page. */
export type Table = { outcomes: readonly CertifiedOutcome[]; extent: Extent; more: number }

const codeWidth = 32
const inner: Box = { x: sheet.left + codeWidth, width: textWidth - codeWidth }
const beside = { ...inner, width: inner.width - barBox.width - 18 }
const pad = 4
const headGap = 12
/** Between a bar and the sentences below it. */
const under = 3

/** As much of what was reached as a height holds: rather every outcome in few words than some in many. */
export function rowsThatFit(
  paper: Paper,
  snapshot: CertificateSnapshot,
  height: number,
): { here: Table; rest: Table } {
  const { outcomes } = snapshot
  const least = headGap + headHeight(paper) + legendHeight(paper, snapshot)
  const rowsOf = (extent: Extent) => outcomes.map((outcome) => rowHeight(paper, snapshot, outcome, extent))
  const nothing = (extent: Extent) => ({ outcomes: [], extent, more: 0 })
  for (const extent of extents) {
    const rows = rowsOf(extent)
    if (least + rows.reduce((sum, row) => sum + row, 0) <= height)
      return { here: { outcomes, extent, more: 0 }, rest: nothing(extent) }
  }
  let left = height - least - type.body.leading * paper.languages.length - pad
  const rows = rowsOf('none')
  const count = rows.findIndex((row) => {
    left -= row
    return left < 0
  })
  const more = outcomes.length - count
  const rest = { outcomes: outcomes.slice(count), extent: 'none' as const, more: 0 }
  return { here: { outcomes: outcomes.slice(0, count), extent: 'none', more }, rest }
}

/** The rows under their head; nothing where there are none. */
export function reachedBlocks(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  { outcomes, extent, more }: Table,
  layout: Layout = 'whole',
): Block[] {
  if (outcomes.length === 0) return []
  return [
    head(paper, parent),
    ...outcomes.map((outcome) => row(paper, parent, snapshot, outcome, extent)),
    ...(more > 0 ? [moreLine(paper, parent, say(elsewhere[layout], { count: more }))] : []),
    ...(snapshot.framework.levels.length > 0 ? [legend(paper, parent)] : []),
  ]
}

function head(paper: Paper, parent: Tag): Block {
  const what = inRow(paper.languages, say('reached-what'), type.label, type.labelSecond)
  const level = inRow(paper.languages, say('reached-level'), type.label, type.labelSecond)
  const stack = [passage(paper, parent, 'H2', what, beside), passage(paper, parent, 'P', level, barBox)]
  const height = Math.max(...stack.map((each) => each.height)) + 3
  return {
    height,
    gap: headGap,
    keep: true,
    draw(top) {
      for (const each of stack) each.draw(top)
      rule(paper, sheet.left, top + height, textWidth, 'ink')
    },
  }
}

const headHeight = (paper: Paper) =>
  3 +
  Math.max(
    measured(paper, inRow(paper.languages, say('reached-what'), type.label, type.labelSecond), beside),
    measured(paper, inRow(paper.languages, say('reached-level'), type.label, type.labelSecond), barBox),
  )

const measured = (paper: Paper, runs: Run[], { width }: Box) =>
  heightOfLines(breakLines(paper.fonts.measure, runs, width))

const legendHeight = (paper: Paper, { framework }: CertificateSnapshot) =>
  framework.levels.length > 0 ? 8 + type.label.leading * paper.languages.length : 0

/** What a row has to say beside its bar, and below the two. */
function words(paper: Paper, outcome: CertifiedOutcome, extent: Extent, snapshot: CertificateSnapshot) {
  const status = inRow(
    paper.languages,
    (language) => setApart(snapshot, outcome, language),
    outcome.result === 'reached' ? type.status : type.statusOther,
    type.statusSecond,
  )
  const languages =
    extent === 'each' ? paper.languages : extent === 'first' ? paper.languages.slice(0, 1) : []
  const sentences = languages.map((language, index) => ({
    text: shownAtLevel(snapshot, outcome, language),
    style: index ? type.bodySecond : type.body,
    language,
  }))
  return {
    beside: [
      { role: 'H3', runs: inEach(paper.languages, outcome.title, type.competence, type.competenceSecond) },
      ...(setApart(snapshot, outcome, reference) === '' ? [] : [{ role: 'P', runs: status }]),
    ],
    below: sentences.filter(({ text }) => text !== '').map((run) => ({ role: 'P', runs: [run] })),
  }
}

/** What sets an outcome apart, in short words: a level that was reached as planned needs none beside its bar. */
function setApart({ framework }: CertificateSnapshot, outcome: CertifiedOutcome, language: Language): string {
  const isPlain = outcome.result === 'reached' && framework.levels.length > 0
  return [
    ...(isPlain ? [] : [say(`result-${outcome.result}`)(language)]),
    ...narrowingWords(outcome).map((word) => word(language)),
    ...(outcome.kind === 'additional' ? [say('additional')(language)] : []),
  ].join(' · ')
}

/** What was judged and met at the highest level shown, in one line of text. */
function shownAtLevel({ framework }: CertificateSnapshot, outcome: CertifiedOutcome, language: Language) {
  const shown = shownOf(framework, outcome)
  const highest = shown.at(-1)?.level
  const sentences = shown.filter(({ level }) => level === highest).flatMap((group) => group.sentences)
  return sentences.map((sentence) => readIn(sentence, language).replace(/[.;]$/, '')).join('; ')
}

function rowHeight(
  paper: Paper,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  extent: Extent,
): number {
  const said = words(paper, outcome, extent, snapshot)
  const sum = (parts: { runs: Run[] }[], box: Box) =>
    parts.reduce((height, { runs }) => height + measured(paper, runs, box), 0)
  const figure = levelHeight(paper, snapshot, outcome)
  const below = said.below.length > 0 ? under + sum(said.below, inner) : 0
  return 2 * pad + Math.max(sum(said.beside, beside), figure) + below
}

function row(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  extent: Extent,
): Block {
  const section = tag(paper, parent, 'Sect')
  const said = words(paper, outcome, extent, snapshot)
  const code = passage(paper, section, 'Lbl', [{ text: outcome.competence, style: type.competenceCode }], {
    x: sheet.left,
    width: codeWidth - 4,
  })
  const left = said.beside.map(({ role, runs }) => passage(paper, section, role, runs, beside))
  const right = levelFigure(paper, tag(paper, section, 'Div'), snapshot, outcome)
  const below = said.below.map(({ role, runs }) => passage(paper, section, role, runs, inner))
  const first = Math.max(stackHeight(left), right.height, code.height)
  const height = 2 * pad + first + (below.length > 0 ? under + stackHeight(below) : 0)
  return {
    height,
    gap: 0,
    draw(top) {
      code.draw(top + pad)
      drawStack(left, top + pad)
      right.draw(top + pad)
      drawStack(below, top + pad + first + under)
      rule(paper, sheet.left, top + height, textWidth)
    },
  }
}

const elsewhere = { whole: 'more-overleaf', summary: 'more-in-whole' } as const

function moreLine(paper: Paper, parent: Tag, more: Sentence): Block {
  const said = passage(
    paper,
    parent,
    'P',
    inEach(paper.languages, more, type.bodyStrong, type.bodySecond),
    inner,
  )
  return { height: said.height, gap: pad, draw: (top) => said.draw(top) }
}
