import { type Block, keptTogether, sideBySide } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, type Paper, rule, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, drawLines, passage } from '../../../platform/pdf/passage.ts'
import { breakLines, heightOfLines } from '../../../platform/pdf/text.ts'
import type { FilePart, FileRow, Words } from '../part.ts'
import { runsOf } from './words-in-runs.ts'

const between = 10
const roomy = 6
const dense = 3

/** Rows under a head that says what stands in which column; a row that no page can hold is continued on the next one. */
export function drawTable(
  paper: Paper,
  { widths, head, rows, isDense }: Extract<FilePart, { kind: 'table' }>,
): Block[] {
  const above = isDense ? dense : roomy
  const element = tag(paper, paper.root, 'Table')
  const boxes = boxesOf(widths)
  const headed = head.length > 0 ? drawHead(paper, element, head, boxes) : []
  const again = head.length > 0 ? { head: headAgain(paper, head, boxes) } : {}
  const drawn = rows.flatMap((row) => drawRow(paper, element, row, { boxes, above }))
  return [...headed, ...drawn.map((block) => ({ ...block, ...again }))]
}

/** The head above the rows that another page goes on with, which nobody needs to hear twice. */
function headAgain(paper: Paper, head: readonly string[], boxes: readonly Box[]) {
  const columns = head.map((text, index) =>
    breakLines(paper.fonts, [{ text, style: type.label }], boxes[index]!.width),
  )
  return {
    height: Math.max(...columns.map(heightOfLines)) + roomy,
    draw(top: number) {
      const draw = () => {
        for (const [index, lines] of columns.entries()) drawLines(paper, lines, boxes[index]!, top)
      }
      decorate(paper, draw, 'Pagination')
    },
  }
}

/** What each thing is, under its name; on one page with the heading above, where they are few. */
export function drawFacts(paper: Paper, { rows }: Extract<FilePart, { kind: 'facts' }>): Block[] {
  const element = tag(paper, paper.root, 'Table')
  const boxes = boxesOf([1, 3])
  const drawn = rows.flatMap(([name, words], index) => {
    const row = tag(paper, element, 'TR')
    const named = cell(paper, row, 'Row', [{ text: name, manner: 'quiet' }], boxes[0]!)
    return sideBySide([[named], [passage(paper, row, 'TD', runsOf(words), boxes[1]!)]], index === 0 ? 5 : 2)
  })
  return keptTogether(drawn)
}

function boxesOf(widths: readonly number[]): Box[] {
  const all = widths.reduce((sum, width) => sum + width, 0)
  const room = textWidth - between * (widths.length - 1)
  let x = sheet.left
  return widths.map((share) => {
    const box = { x, width: (room * share) / all }
    x += box.width + between
    return box
  })
}

function drawHead(paper: Paper, element: Tag, head: readonly string[], boxes: readonly Box[]): Block[] {
  const row = tag(paper, element, 'TR')
  const cells = head.map((text, index) => {
    const element = tag(paper, row, 'TH', { scope: 'Column' })
    return passage(paper, element, 'P', [{ text, style: type.label }], boxes[index]!)
  })
  return sideBySide(
    cells.map((said) => [said]),
    roomy,
  ).map((block) => ({ ...block, keep: true }))
}

function drawRow(
  paper: Paper,
  element: Tag,
  { cells, place }: FileRow,
  { boxes, above }: { boxes: readonly Box[]; above: number },
): Block[] {
  const row = tag(paper, element, 'TR')
  const drawn = cells.map((words, index) =>
    index === 0
      ? cell(paper, row, 'Row', words, boxes[index]!)
      : passage(paper, row, 'TD', runsOf(words), boxes[index]!),
  )
  const [first, ...rest] = sideBySide(
    drawn.map((said) => [said]),
    above,
  )
  return [ruled(paper, { ...first!, gap: above }, place), ...rest]
}

function cell(paper: Paper, row: Tag, scope: 'Row', words: Words, box: Box) {
  return passage(paper, tag(paper, row, 'TH', { scope }), 'P', runsOf(words), box)
}

/** The block under a line that parts it from the one before; and the place to which others lead. */
function ruled(paper: Paper, block: Block, place: string | undefined): Block {
  return {
    ...block,
    draw(top) {
      rule(paper, sheet.left, top - block.gap / 2, textWidth)
      if (place !== undefined) lead(paper, place, top)
      block.draw(top)
    },
  }
}

/** Names a place of the page in hand, for whatever leads there. */
export function lead(paper: Paper, place: string, top: number): void {
  paper.doc.addNamedDestination(place, 'XYZ', sheet.left, Math.max(0, top - 8), null)
}
