import { sheet } from '../../../../platform/pdf/look.ts'
import { figure, type Paper, type Tag, tag } from '../../../../platform/pdf/paper.ts'
import type { CertificateSnapshot } from '../../../certificates/snapshot.ts'
import { say } from '../words.ts'

/** As large as a logo is drawn at most. */
const most = { width: 110, height: 50 }

/** The issuer's logo in the upper left corner; null where the paper has none. */
export function logoFigure(paper: Paper, parent: Tag, { issuer }: CertificateSnapshot) {
  const { logo } = paper
  if (!logo) return null
  const div = tag(paper, parent, 'Div')
  const scale = Math.min(most.width / logo.width, most.height / logo.height)
  const [width, height] = [logo.width * scale, logo.height * scale]
  return {
    width,
    height,
    draw(top: number) {
      const box: [number, number, number, number] = [sheet.left, top, width, height]
      const alt = say('logo', { organisation: issuer.name })
      figure(paper, div, { alt, box }, () => logo.draw(paper.doc, box))
    },
  }
}
