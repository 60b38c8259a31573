import { openArchivedPaper } from '../../platform/pdf/archived-paper.ts'
import { type Block, flow, newPage, sideBySide } from '../../platform/pdf/flow.ts'
import { bookmark } from '../../platform/pdf/headings.ts'
import { type Style, sheet, textWidth, type } from '../../platform/pdf/look.ts'
import { closePaper, decorate, drawText, type Paper, type Standard } from '../../platform/pdf/paper.ts'
import { passage } from '../../platform/pdf/passage.ts'
import { printable } from '../../platform/pdf/printable.ts'
import type { Run } from '../../platform/pdf/text.ts'
import { drawCode } from './drawing/draw-code.ts'
import { drawExhibit } from './drawing/draw-exhibit.ts'
import { drawSender } from './drawing/draw-sender.ts'
import { drawFacts, drawTable, lead } from './drawing/draw-table.ts'
import { drawTimeline } from './drawing/draw-timeline.ts'
import { runsOf } from './drawing/words-in-runs.ts'
import type { CaseFile, FilePart } from './part.ts'
import { say } from './words.ts'

type Heading = Extract<FilePart, { kind: 'heading' }>

const headings: Record<Heading['depth'], { style: Style; gap: number }> = {
  1: { style: type.title, gap: 0 },
  2: { style: type.section, gap: 16 },
  3: { style: type.subtitle, gap: 14 },
  4: { style: type.area, gap: 9 },
}

/** Draws the file, tagged and with its fonts in it; as many pages as it takes. */
export async function drawCaseFile(file: CaseFile, standard: Standard = 'PDF/A-3a'): Promise<Uint8Array> {
  const paper = openCaseFile(file, standard)
  newPage(paper)
  let top = file.from ? flow(paper, [await drawSender(paper, file.from)], sheet.top) + 10 : sheet.top
  for (const parts of chapters(file.parts)) {
    if (startsPage(parts) && top > sheet.top) {
      newPage(paper)
      top = sheet.top
    }
    const blocks = parts.flatMap((part) => drawPart(paper, part))
    top = flow(paper, blocks, top)
  }
  numberPages(paper, file)
  return closePaper(paper)
}

const startsPage = ([first]: readonly FilePart[]) => first?.kind === 'heading' && first.onNewPage === true

/** The parts in pieces that each begin with a heading: one is drawn before the next is measured. */
function chapters(parts: readonly FilePart[]): FilePart[][] {
  const pieces: FilePart[][] = []
  for (const part of parts) {
    const begins = part.kind === 'heading' && part.depth < 4 && pieces.at(-1)?.at(-1)?.kind !== 'heading'
    if (begins || pieces.length === 0) pieces.push([])
    pieces.at(-1)!.push(part)
  }
  return pieces
}

function drawPart(paper: Paper, part: FilePart): Block[] {
  switch (part.kind) {
    case 'heading':
      return drawHeading(paper, part)
    case 'text':
      return drawWords(paper, part)
    case 'facts':
      return drawFacts(paper, part)
    case 'table':
      return drawTable(paper, part)
    case 'exhibit':
      return drawExhibit(paper, part)
    case 'timeline':
      return [drawTimeline(paper, part.timeline)]
    case 'code':
      return [drawCode(paper, part)]
  }
}

function drawWords(paper: Paper, { words, manner }: Extract<FilePart, { kind: 'text' }>): Block[] {
  const blocks = text(paper, 'P', runsOf(words, manner ? type.bodySecond : type.body), 3)
  return manner === 'lead' ? blocks.map((block) => ({ ...block, keep: true })) : blocks
}

const small = { style: type.bodyStrong, gap: 7 }

function drawHeading(paper: Paper, { depth, text: said, place, isSmall }: Heading): Block[] {
  const { style, gap } = isSmall ? small : headings[depth]
  return text(paper, `H${depth}`, [{ text: said, style }], gap).map((block, index) => ({
    ...block,
    keep: true,
    draw(top: number) {
      if (index === 0 && place !== undefined) lead(paper, place, top)
      if (index === 0 && (depth === 2 || depth === 3) && !isSmall) bookmark(paper, depth - 2, '', said, top)
      block.draw(top)
    },
  }))
}

function text(paper: Paper, tag: string, runs: Run[], gap: number): Block[] {
  const box = { x: sheet.left, width: textWidth }
  return sideBySide([[passage(paper, paper.root, tag, runs, box)]], gap)
}

function openCaseFile({ title, language, id, sending, at }: CaseFile, standard: Standard): Paper {
  const subject = `${title} ${id}`
  const titles = [{ language, text: subject }]
  const about = { titles, descriptions: titles, subject, creator: sending, keywords: id, at }
  return openArchivedPaper([language], about, standard)
}

function numberPages(paper: Paper, { language, foot }: CaseFile): void {
  const { count } = paper.doc.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    paper.doc.switchToPage(index)
    const line = printable(`${foot} · ${say('page', { number: index + 1, count })(language)}`)
    const draw = () => drawText(paper, { text: line, style: type.small }, line, sheet.left, sheet.height - 30)
    decorate(paper, draw, 'Pagination')
  }
}
