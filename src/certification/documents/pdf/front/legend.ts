import type { Block } from '../../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../../platform/pdf/look.ts'
import { decorate, type Paper, type Tag } from '../../../../platform/pdf/paper.ts'
import { passage } from '../../../../platform/pdf/passage.ts'
import { breakLines, heightOfLines, inRowIfFits } from '../../../../platform/pdf/text.ts'
import { say } from '../words.ts'
import { drawMark, drawSwatch } from './bar.ts'

const [indent, gap, swatch] = [18, 16, 12]
const width = (textWidth - 2 * gap) / 3 - indent
const keys = ['level-before', 'level-gained', 'level-target'] as const

const runsOf = (paper: Paper, key: (typeof keys)[number]) =>
  inRowIfFits(paper, say(key), [type.small, type.small], width)

/** How high the legend is, which has no tags before it is drawn. */
export const legendHeight = (paper: Paper): number =>
  Math.max(...keys.map((key) => heightOfLines(breakLines(paper.fonts, runsOf(paper, key), width))))

/** What the fills and the mark of the bars mean. */
export function legend(paper: Paper, parent: Tag): Block {
  const said = keys.map((key, index) => {
    const box = { x: sheet.left + index * (width + indent + gap) + indent, width }
    return passage(paper, parent, 'P', runsOf(paper, key), box)
  })
  const [before, gained, target] = said.map(({ box }) => box.x - indent) as [number, number, number]
  return {
    height: legendHeight(paper),
    gap: 5,
    draw(top) {
      decorate(paper, () => {
        drawSwatch(paper, 'before', before, top + 1.3, swatch)
        drawSwatch(paper, 'gained', gained, top + 1.3, swatch)
        drawSwatch(paper, 'empty', target, top + 1.3, swatch)
        drawMark(paper, target + swatch / 2, top + 1.3)
      })
      for (const key of said) key.draw(top)
    },
  }
}
