import type { Block } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, type Paper, type Tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { inEach } from '../../../platform/pdf/text.ts'
import { drawMark, drawSwatch } from './bar.ts'
import { say } from './words.ts'

/** What the fills and the mark of the bars mean. */
export function legend(paper: Paper, parent: Tag): Block {
  const [indent, gap] = [18, 22]
  const width = (textWidth - 2 * gap) / 3
  const keys = (['level-before', 'level-gained', 'level-target'] as const).map((word, index) => {
    const box = { x: sheet.left + index * (width + gap) + indent, width: width - indent }
    return passage(paper, parent, 'P', inEach(paper.languages, say(word), type.label, type.labelSecond), box)
  })
  const [before, gained, target] = keys.map((key) => key.box.x - indent) as [number, number, number]
  return {
    height: Math.max(...keys.map((key) => key.height)),
    gap: 8,
    draw(top) {
      decorate(paper, () => {
        drawSwatch(paper, 'before', before, top + 1.5, 12)
        drawSwatch(paper, 'gained', gained, top + 1.5, 12)
        drawMark(paper, target + 6, top + 8)
      })
      for (const key of keys) key.draw(top)
    },
  }
}
