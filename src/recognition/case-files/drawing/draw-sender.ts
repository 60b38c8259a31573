import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { inksOf, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { figure, type Paper, rule, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { readyPicture } from '../../../platform/pdf/picture.ts'
import { fittingStyle } from '../../../platform/pdf/text.ts'
import type { Sender } from '../part.ts'

/** As large as a logo is drawn at most, as on certificates. */
const most = { width: 110, height: 50 }
const between = 12

/** From whom the paper is, under its logo and in its colour, above a line. */
export async function drawSender(paper: Paper, from: Sender): Promise<Block> {
  if (from.accent) paper.inks = inksOf(from.accent)
  const logo = from.logo && (await readyPicture(from.logo))
  const section = tag(paper, paper.root, 'Sect')
  const scale = logo ? Math.min(most.width / logo.width, most.height / logo.height) : 0
  const [width, height] = logo ? [logo.width * scale, logo.height * scale] : [0, 0]
  const indent = logo ? width + between : 0
  const box = { x: sheet.left + indent, width: textWidth - indent }
  const sizes = [type.mastheadStrong, type.mastheadLess, type.mastheadLeast] as const
  const named = [{ text: from.name, style: fittingStyle(paper, from.name, sizes, box.width) }]
  const stack = [
    passage(paper, section, 'P', named, box),
    ...from.lines.map((text) => passage(paper, section, 'P', [{ text, style: type.masthead }], box)),
  ]
  const tallest = Math.max(height, stackHeight(stack))
  return {
    height: tallest + 8,
    gap: 0,
    draw(top) {
      if (logo) {
        const place: [number, number, number, number] = [sheet.left, top, width, height]
        figure(paper, section, { alt: () => from.alt, box: place }, () => logo.draw(paper.doc, place))
      }
      drawStack(stack, top)
      rule(paper, sheet.left, top + tallest + 8, textWidth)
    },
  }
}
