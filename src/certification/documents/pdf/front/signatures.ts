import { type Block, drawStack, stackHeight } from '../../../../platform/pdf/flow.ts'
import { type } from '../../../../platform/pdf/look.ts'
import { type Paper, rule, type Tag } from '../../../../platform/pdf/paper.ts'
import { passage } from '../../../../platform/pdf/passage.ts'
import { inEach, inRowIfFits } from '../../../../platform/pdf/text.ts'
import type { CertificateSnapshot } from '../../../certificates/snapshot.ts'
import { columnBox } from '../facts.ts'
import { say } from '../words.ts'

/** Room for a hand to sign, above the line. */
const ROOM = 26

/** A line for each who signs on paper, and room for a stamp; nothing where the organisation names nobody. */
export function signatures(paper: Paper, parent: Tag, { issuer }: CertificateSnapshot): Block[] {
  const signatories = issuer.signatories ?? []
  if (signatories.length === 0) return []
  const columns = signatories.length + 1
  const stacks = signatories.map(({ name, title }, index) => {
    const box = columnBox(index, columns)
    return [
      passage(paper, parent, 'P', [{ text: name, style: type.bodyStrong }], box),
      passage(paper, parent, 'P', inRowIfFits(paper, title, [type.small, type.small], box.width), box),
    ]
  })
  const stampBox = columnBox(signatories.length, columns)
  const stamp = [
    passage(paper, parent, 'P', inEach(paper.languages, say('stamp'), type.small, type.small), stampBox),
  ]
  const height = ROOM + 4 + Math.max(...[...stacks, stamp].map(stackHeight))
  return [
    {
      height,
      gap: 8,
      draw(top) {
        for (const [index, stack] of stacks.entries()) {
          const { x, width } = columnBox(index, columns)
          rule(paper, x, top + ROOM, width, 'ink')
          drawStack(stack, top + ROOM + 4)
        }
        drawStack(stamp, top + ROOM + 4)
      },
    },
  ]
}
