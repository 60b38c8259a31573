import QRCode from 'qrcode'
import type { Sentence } from '../words/sentence.ts'
import { figure, fill, type Paper, type Tag } from './paper.ts'

/** Modules of white around a QR code, without which readers do not find it. */
const quiet = 4

/** Draws `url` as a QR code of squares, `size` points wide with its white border; it is heard as `alt`. */
export function drawQr(
  paper: Paper,
  parent: Tag,
  { url, alt }: { url: string; alt: Sentence },
  at: { x: number; y: number; size: number },
): void {
  const { modules } = QRCode.create([{ data: Buffer.from(url), mode: 'byte' }], { errorCorrectionLevel: 'M' })
  const unit = at.size / (modules.size + 2 * quiet)
  const box: [number, number, number, number] = [at.x, at.y, at.size, at.size]
  figure(paper, parent, { alt, box }, () => {
    fill(paper, 'white')
    paper.doc.roundedRect(at.x, at.y, at.size, at.size, 3).fill()
    fill(paper, 'deep')
    const [side, x, y] = [unit, at.x + quiet * unit, at.y + quiet * unit].map((length) => length.toFixed(4))
    const path = darkRuns(modules).map(({ row, column, length }) => `${column} ${row} ${length} 1 re`)
    paper.doc.addContent(`q ${side} 0 0 ${side} ${x} ${y} cm\n${path.join('\n')}\nf Q`)
  })
}

/** Neighbouring dark modules of a row as one rectangle: half the drawing, and no seams. */
function darkRuns(modules: { size: number; data: ArrayLike<number> }) {
  const runs: { row: number; column: number; length: number }[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.data[row * modules.size + column]) continue
      const start = column
      while (column + 1 < modules.size && modules.data[row * modules.size + column + 1]) column++
      runs.push({ row, column: start, length: column - start + 1 })
    }
  }
  return runs
}
