import { type Block, drawStack, stackHeight } from '../../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../../platform/pdf/look.ts'
import { decorate, type Paper, rule, type Tag, tag } from '../../../../platform/pdf/paper.ts'
import { type Box, drawLines, passage } from '../../../../platform/pdf/passage.ts'
import {
  breakLines,
  heightOfLines,
  inEach,
  inRow,
  inRowIfFits,
  type Run,
} from '../../../../platform/pdf/text.ts'
import type { CertificateSnapshot, CertifiedOutcome, Layout } from '../../../certificates/snapshot.ts'
import { say } from '../words.ts'
import { barBox, levelFigure, levelHeight } from './bar.ts'
import { legend, legendHeight } from './legend.ts'
import { type Extent, extents, rowWords } from './row-words.ts'

/** Rows of outcomes, how much each says and how far they stand apart, and how many follow on another page. */
export type Table = { outcomes: readonly CertifiedOutcome[]; extent: Extent; pad: number; more: number }

const codeWidth = 32
const inner: Box = { x: sheet.left + codeWidth, width: textWidth - codeWidth }
const beside = { ...inner, width: inner.width - barBox.width - 18 }
/** Above and below a row, at least and at most. */
const pads = { least: 3, most: 7 }
const headGap = 10
/** Between a bar and the sentences below it. */
const under = 2

/** As much of what was reached as a height holds: rather every outcome in few words than some in many. */
export function rowsThatFit(
  paper: Paper,
  snapshot: CertificateSnapshot,
  height: number,
): { here: Table; rest: Table } {
  const { outcomes } = snapshot
  const least =
    headGap +
    headHeight(paper, snapshot) +
    (snapshot.framework.levels.length > 0 ? 5 + legendHeight(paper) : 0)
  const rowsOf = (extent: Extent) => outcomes.map((outcome) => rowHeight(paper, snapshot, outcome, extent))
  const nothing = { outcomes: [], extent: 'none' as const, pad: pads.least, more: 0 }
  for (const extent of extents) {
    const left = height - least - rowsOf(extent).reduce((sum, row) => sum + row, 0)
    if (left < 0) continue
    const pad = Math.min(pads.most, pads.least + left / 2 / Math.max(1, outcomes.length))
    return { here: { outcomes, extent, pad, more: 0 }, rest: nothing }
  }
  let left = height - least - type.body.leading * paper.languages.length - pads.least
  const rows = rowsOf('none')
  const count = rows.findIndex((row) => {
    left -= row
    return left < 0
  })
  const here = { ...nothing, outcomes: outcomes.slice(0, count), more: outcomes.length - count }
  return { here, rest: { ...nothing, outcomes: outcomes.slice(count) } }
}

/** The rows under their head, which begins every page that they go on to; nothing where there are none. */
export function reachedBlocks(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  table: Table,
  layout: Layout = 'whole',
): Block[] {
  const { outcomes, more } = table
  if (outcomes.length === 0) return []
  const again = {
    height: headHeight(paper, snapshot),
    draw: (top: number) => drawHeadAgain(paper, snapshot, top),
  }
  return [
    head(paper, parent, snapshot),
    ...outcomes.map((outcome) => ({ ...row(paper, parent, snapshot, outcome, table), head: again })),
    ...(more > 0 ? [moreLine(paper, parent, layout, more)] : []),
    ...(snapshot.framework.levels.length > 0 ? [legend(paper, parent)] : []),
  ]
}

/** What the columns hold; a framework without levels has no bars. */
function headRuns(paper: Paper, { framework }: CertificateSnapshot): { runs: Run[]; box: Box }[] {
  const named = (key: 'reached-what' | 'reached-level') =>
    inRow(paper.languages, say(key), type.label, type.labelSecond)
  return [
    { runs: named('reached-what'), box: beside },
    ...(framework.levels.length > 0 ? [{ runs: named('reached-level'), box: barBox }] : []),
  ]
}

function head(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const stack = headRuns(paper, snapshot).map(({ runs, box }, index) =>
    passage(paper, parent, index === 0 ? 'H2' : 'P', runs, box),
  )
  const height = headHeight(paper, snapshot)
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

function drawHeadAgain(paper: Paper, snapshot: CertificateSnapshot, top: number): void {
  decorate(paper, () => {
    for (const { runs, box } of headRuns(paper, snapshot))
      drawLines(paper, breakLines(paper.fonts, runs, box.width), box, top)
  })
  rule(paper, sheet.left, top + headHeight(paper, snapshot), textWidth, 'ink')
}

const headHeight = (paper: Paper, snapshot: CertificateSnapshot): number =>
  3 + Math.max(...headRuns(paper, snapshot).map(({ runs, box }) => measured(paper, runs, box)))

const measured = (paper: Paper, runs: Run[], { width }: Box) =>
  heightOfLines(breakLines(paper.fonts, runs, width))

function titleRuns(paper: Paper, { title }: CertifiedOutcome): Run[] {
  return inRowIfFits(paper, title, [type.competence, type.competenceSecond], beside.width)
}

const codeRun = ({ competence }: CertifiedOutcome): Run => ({ text: competence, style: type.competenceCode })

/** A code that is wider than the column of codes stands above the title instead of beside it. */
const isWide = (paper: Paper, outcome: CertifiedOutcome) =>
  breakLines(paper.fonts, [codeRun(outcome)], codeWidth).length > 1

/** The height of a row with as little space about it as can be. */
function rowHeight(
  paper: Paper,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  extent: Extent,
): number {
  const { apart, shown } = rowWords(paper, snapshot, outcome, extent)
  const sum = (parts: Run[][], box: Box) =>
    parts.reduce((height, runs) => height + (runs.length > 0 ? measured(paper, runs, box) : 0), 0)
  const wide = isWide(paper, outcome) ? [[codeRun(outcome)]] : []
  const left = [...wide, titleRuns(paper, outcome), apart, ...(isBelow(extent) ? [] : shown)]
  const below = isBelow(extent) && shown.length > 0 ? under + sum(shown, inner) : 0
  return 2 * pads.least + Math.max(sum(left, beside), levelHeight(paper, snapshot, outcome)) + below
}

/** Much text stands below the bar, from edge to edge; a little stands beside it. */
const isBelow = (extent: Extent) => extent === 'each'

function row(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  { extent, pad }: Table,
): Block {
  const section = tag(paper, parent, 'Sect')
  const { apart, shown } = rowWords(paper, snapshot, outcome, extent)
  const wide = isWide(paper, outcome)
  const column = { x: sheet.left, width: codeWidth }
  const code = passage(paper, section, 'P', [codeRun(outcome)], wide ? beside : column)
  const texts = (box: Box) => shown.map((runs) => passage(paper, section, 'P', runs, box))
  const left = [
    ...(wide ? [code] : []),
    passage(paper, section, 'H3', titleRuns(paper, outcome), beside),
    ...(apart.length > 0 ? [passage(paper, section, 'P', apart, beside)] : []),
    ...(isBelow(extent) ? [] : texts(beside)),
  ]
  const bar = levelFigure(paper, tag(paper, section, 'Div'), snapshot, outcome)
  const below = isBelow(extent) ? texts(inner) : []
  const height = 2 * (pad - pads.least) + rowHeight(paper, snapshot, outcome, extent)
  return {
    height,
    gap: 0,
    draw(top) {
      if (!wide) code.draw(top + pad)
      drawStack(left, top + pad)
      bar.draw(top + pad)
      drawStack(below, top + pad + Math.max(stackHeight(left), bar.height) + under)
      rule(paper, sheet.left, top + height, textWidth)
    },
  }
}

const elsewhere = { whole: 'more-overleaf', summary: 'more-in-whole' } as const

function moreLine(paper: Paper, parent: Tag, layout: Layout, count: number): Block {
  const more = say(elsewhere[layout], { count })
  const runs = inEach(paper.languages, more, type.bodyStrong, type.bodySecond)
  const said = passage(paper, parent, 'P', runs, inner)
  return { height: said.height, gap: pads.least, draw: (top) => said.draw(top) }
}
