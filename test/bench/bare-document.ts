import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { embedFont, type ParsedFont, parseFont } from '../../src/platform/pdf/pdfkit-inside.ts'

const { resolve } = createRequire(import.meta.url)
const files = [
  '400Regular/NotoSans_400Regular.ttf',
  '600SemiBold/NotoSans_600SemiBold.ttf',
  '300Light/NotoSans_300Light.ttf',
]
let fonts: ParsedFont[] | undefined

/** The floor for a certificate: as many tagged pages of plain text, the same fonts parsed once, nothing drawn. */
export function bareDocument(pages: number): Promise<Uint8Array> {
  fonts ??= files.map((file) => parseFont(readFileSync(resolve(`@expo-google-fonts/noto-sans/${file}`))))
  const doc = new PDFDocument({
    size: 'A4',
    tagged: true,
    pdfVersion: '1.7',
    lang: 'lv',
    autoFirstPage: false,
  })
  const chunks: Uint8Array[] = []
  const written = new Promise<Uint8Array>((done) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk)).on('end', () => done(Buffer.concat(chunks)))
  })
  const structure = doc.struct('Document')
  doc.addStructure(structure)
  for (const [index, font] of fonts.entries()) embedFont(doc, `font${index}`, font, {})
  for (let page = 0; page < pages; page++) {
    doc.addPage()
    for (let line = 0; line < 40; line++) {
      const text = `Sasniegtais mācīšanās rezultāts, kompetence un līmenis, rinda ${line} no četrdesmit`
      const write = () => {
        doc
          .font(`font${line % 3}`)
          .fontSize(9)
          .text(text)
      }
      structure.add(doc.struct('P', {}, write))
    }
  }
  structure.end()
  doc.end()
  return written
}
