import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth } from '../../../platform/pdf/look.ts'
import { type Paper, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { drawQr } from '../../../platform/pdf/qr.ts'
import type { FilePart } from '../part.ts'
import { runsOf } from './words-in-runs.ts'

/** In points, with its white border: read from a copy at half the size. */
const size = 96
const between = 14

/** A QR code, and beside it what it leads to. */
export function drawCode(paper: Paper, { url, lines, alt }: Extract<FilePart, { kind: 'code' }>): Block {
  const section = tag(paper, paper.root, 'Sect')
  const box = { x: sheet.left + size + between, width: textWidth - size - between }
  const stack = lines.map((words) => passage(paper, section, 'P', runsOf(words), box))
  const draw = (top: number) => {
    drawQr(paper, section, { url, alt: () => alt }, { x: sheet.left, y: top, size })
    drawStack(stack, top + 6)
  }
  return { height: Math.max(size, 6 + stackHeight(stack)), gap: 14, draw }
}
