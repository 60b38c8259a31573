import { type Block, drawStack, sideBySide, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { figure, type Paper, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import type { FilePart, Thumbnail } from '../part.ts'
import { lead } from './draw-table.ts'
import { runsOf } from './words-in-runs.ts'

const pictured = { width: 92, height: 92 }
const between = 12

type Exhibit = Extract<FilePart, { kind: 'exhibit' }>

/** A piece of evidence: what it is, and beside it what it looks like. */
export function drawExhibit(paper: Paper, exhibit: Exhibit): Block[] {
  const { title, lines, thumbnail, place } = exhibit
  const section = tag(paper, paper.root, 'Sect')
  const left = thumbnail ? pictured.width + between : 0
  const box = { x: sheet.left + left, width: textWidth - left }
  const stack = [
    passage(paper, section, 'P', runsOf(title, type.bodyStrong), box),
    ...lines.map((words) => passage(paper, section, 'P', runsOf(words), box)),
  ]
  const named = (block: Block): Block => ({
    ...block,
    draw(top) {
      lead(paper, place, top)
      block.draw(top)
    },
  })
  if (!thumbnail) {
    const [first, ...rest] = sideBySide([stack], 8)
    return [named(first!), ...rest]
  }
  const size = within(thumbnail)
  const draw = (top: number) => {
    const heard = { alt: () => exhibit.alt, box: [sheet.left, top, size.width, size.height] as Place }
    figure(paper, section, heard, () => {
      paper.doc.image(Buffer.from(thumbnail.png), sheet.left, top, size)
    })
    drawStack(stack, top)
  }
  return [named({ height: Math.max(size.height, stackHeight(stack)), gap: 8, draw })]
}

type Place = [x: number, y: number, width: number, height: number]

/** As large as the room for pictures lets it be. */
function within({ width, height }: Thumbnail) {
  const scale = Math.min(pictured.width / width, pictured.height / height)
  return { width: width * scale, height: height * scale }
}
