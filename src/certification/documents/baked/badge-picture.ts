import { encode } from 'fast-png'
import { wheelAlone } from '../../../measure/wheel/draw-wheel.ts'
import { closePaper, openPaper } from '../../../platform/pdf/paper.ts'
import { reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { renderPages } from '../credentials/page-image.ts'
import { depictCertificate, drawWheel } from '../pdf/wheel.ts'

/** The side of the picture in points; each is two dots. */
const SIDE = 300

/** The wheel of a certificate as a picture in colours, 600 by 600 dots. As dear as a page: call it off the request thread. */
export async function badgePicture(snapshot: CertificateSnapshot): Promise<Uint8Array> {
  const paper = openPaper([languageOf(snapshot)], { CreationDate: new Date(snapshot.issuedAt) }, null)
  paper.doc.addPage({ size: [SIDE, SIDE], margin: 0 })
  drawWheel(paper, paper.root, depictCertificate(snapshot, null), {
    x: SIDE / 2,
    y: SIDE / 2,
    radius: SIDE / 2 - 6,
  })
  const [page] = await renderPages(closePaper(paper), 1, 'BGRA')
  const { width, height, data } = page!
  return encode({ width, height, data: withoutAlpha(data), channels: 3 })
}

/** The same as a drawing, which says what it shows. */
export function badgeDrawing(snapshot: CertificateSnapshot): string {
  const language = languageOf(snapshot)
  return wheelAlone(depictCertificate(snapshot, null), readIn(snapshot.title, language), language)
}

const languageOf = ({ languages }: CertificateSnapshot) => languages[0] ?? reference

/** Nothing is seen through. */
function withoutAlpha(drawn: Uint8Array): Uint8Array {
  const colours = new Uint8Array((drawn.length / 4) * 3)
  for (let from = 0, to = 0; from < drawn.length; from += 4, to += 3) {
    colours[to] = drawn[from]!
    colours[to + 1] = drawn[from + 1]!
    colours[to + 2] = drawn[from + 2]!
  }
  return colours
}
