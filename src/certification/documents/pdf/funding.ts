import type { Block } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { figure, fill, type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { inRow } from '../../../platform/pdf/text.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { say } from './words.ts'

/** Two high, three wide, as the emblem is. */
const emblem = { width: 36, height: 24 }

/** That the Union co-funds the mobility, beside its emblem, and whose word the certificate is; nothing where it does not. */
export function funding(paper: Paper, parent: Tag, { funding: by }: CertificateSnapshot): Block[] {
  if (!by) return []
  const figureTag = tag(paper, parent, 'Div')
  const box = { x: sheet.left + emblem.width + 12, width: textWidth - emblem.width - 12 }
  const said = passage(
    paper,
    parent,
    'P',
    inRow(paper.languages, say('co-funded'), type.note, type.noteSecond),
    box,
  )
  const height = Math.max(emblem.height, said.height)
  return [
    {
      height,
      gap: 5,
      draw(top) {
        const place: [number, number, number, number] = [sheet.left, top, emblem.width, emblem.height]
        figure(paper, figureTag, { alt: say('union-emblem'), box: place }, () =>
          drawEmblem(paper, sheet.left, top),
        )
        said.draw(top + (height - said.height) / 2)
      },
    },
  ]
}

/** Twelve upright stars on a circle of a third of the height, each within a circle of an eighteenth. */
function drawEmblem(paper: Paper, x: number, y: number): void {
  const { width, height } = emblem
  fill(paper, 'unionBlue')
  paper.doc.rect(x, y, width, height).fill()
  fill(paper, 'unionYellow')
  for (let hour = 0; hour < 12; hour++) {
    const angle = (hour * Math.PI) / 6
    const [left, top] = [
      x + width / 2 + (height / 3) * Math.sin(angle),
      y + height / 2 - (height / 3) * Math.cos(angle),
    ]
    paper.doc.polygon(...star(left, top, height / 18))
  }
  paper.doc.fill()
}

function star(x: number, y: number, radius: number): [number, number][] {
  return Array.from({ length: 10 }, (_, point): [number, number] => {
    const reach = point % 2 === 0 ? radius : radius * 0.382
    const angle = (point * Math.PI) / 5
    return [x + reach * Math.sin(angle), y - reach * Math.cos(angle)]
  })
}
