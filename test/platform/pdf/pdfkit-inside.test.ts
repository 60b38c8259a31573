import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { openFonts, parsedFonts } from '../../../src/platform/pdf/fonts.ts'
import {
  embedFont,
  gather,
  parseFont,
  replaceMetadata,
  shareProgram,
} from '../../../src/platform/pdf/pdfkit-inside.ts'
import { printable } from '../../../src/platform/pdf/printable.ts'

const at = new Date('2026-11-05T09:30:00Z')
const regular = () =>
  readFileSync(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  )
const open = (options: PDFKit.PDFDocumentOptions = {}) =>
  new PDFDocument({ font: '', info: { CreationDate: at }, ...options })

function streamed(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.end()
  })
}

function drawSomething(doc: PDFKit.PDFDocument): void {
  doc.fontSize(12).text('Ģērbonis āčēģīķļņšūž office', 50, 50, { lineBreak: false })
  doc.rect(10, 10, 20, 20).fill('#155e75')
  doc.addPage().text('2', 50, 50, { lineBreak: false })
}

test('a font is parsed once and taken as it is by every document', () => {
  const { font } = parsedFonts().regular
  expect(parsedFonts().regular.font).toBe(font)
  for (let count = 0; count < 2; count++) {
    expect(embedFont(open(), 'regular', font, Object.create(null)).font).toBe(font)
  }
})

test('a font that is parsed already gives the bytes of one that pdfkit reads itself', async () => {
  const [usual, shared] = [open(), open()]
  usual.registerFont('regular', regular())
  usual.font('regular')
  embedFont(shared, 'regular', parseFont(regular()), Object.create(null))
  drawSomething(usual)
  drawSomething(shared)
  expect((await streamed(shared)).equals(await streamed(usual))).toBe(true)
})

test('what is gathered is what pdfkit would have streamed', async () => {
  const options = { bufferPages: true, compress: false }
  const [usual, gathered] = [open(options), open(options)]
  usual.font(regular())
  gathered.font(regular())
  const { finish } = gather(gathered)
  drawSomething(usual)
  drawSomething(gathered)
  expect(Buffer.from(finish()).equals(await streamed(usual))).toBe(true)
})

test('operators are compressed, and nothing of them is lost', () => {
  const [plain, small] = [false, true].map((compress) => {
    const doc = open({ bufferPages: true, compress })
    doc.font(regular())
    const { finish } = gather(doc)
    drawSomething(doc)
    return Buffer.from(finish())
  }) as [Buffer, Buffer]
  const streams = (bytes: Buffer) =>
    [...bytes.toString('latin1').matchAll(/stream\n(.*?)\nendstream/gs)].map(([, held]) =>
      Buffer.from(held!, 'latin1'),
    )
  const drawn = streams(plain).find((held) => held.includes('TJ'))!
  const unpacked = streams(small).flatMap((held) => {
    try {
      return [inflateSync(held)]
    } catch {
      return []
    }
  })
  expect(unpacked.map(String)).toContain(String(drawn))
  expect(small.length).toBeLessThan(plain.length)
})

test('a document that pdfkit cannot end is an error, not a promise for ever', () => {
  const doc = open({ tagged: true, pdfVersion: '1.7' })
  const { finish } = gather(doc)
  doc.struct('Document')
  expect(finish).toThrow(/left the document open/)
})

test('a shared font program is written with its filter and length, and cut once', () => {
  let cuts = 0
  let kept: Parameters<Parameters<typeof shareProgram>[2]>[1] extends () => infer Program
    ? Program | null
    : never = null
  const draw = () => {
    const doc = open()
    const font = embedFont(doc, 'regular', parsedFonts().regular.font, Object.create(null))
    shareProgram(doc, font, (_, cut) => {
      if (!kept) cuts++
      kept ??= cut()
      return kept
    })
    doc.text('Rīga', 50, 50, { lineBreak: false })
    return Buffer.from(gather(doc).finish()).toString('latin1')
  }
  const first = draw()
  expect(draw()).toBe(first)
  expect(cuts).toBe(1)
  expect(first).toMatch(/\/Filter \/FlateDecode\n\/Length1 \d+/)
})

test('the packet takes the place of the metadata that pdfkit would write', () => {
  const doc = open({ pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true })
  replaceMetadata(doc, '<?xpacket mine?>')
  doc.addStructure(doc.struct('Document'))
  const written = Buffer.from(gather(doc).finish()).toString('latin1')
  expect(written).toContain('<?xpacket mine?>')
  expect(written).not.toContain('x:xmpmeta')
})

test('every letter of Latvian has a shape in every face', () => {
  for (const { font } of Object.values(parsedFonts())) {
    for (const letter of 'āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ„”–·') {
      expect(font.hasGlyphForCodePoint(letter.codePointAt(0)!), letter).toBe(true)
    }
  }
})

test('a character that no face has is shown as missing, and an invisible one is left out', () => {
  expect(printable('A\u0304bols un 字 \u202e\u0000\nbeigas')).toBe('Ābols un \ufffd  beigas')
  expect(printable('Ōsaka ﬁ Ａ')).toBe('Ōsaka ﬁ A')
})

test('words of common characters are shown by the same operators in every document', () => {
  const show = () => {
    const doc = open()
    return openFonts(doc).show('regular', 9, { script: 'common', text: 'Mobilitātes apliecinājums' }, 10, 20)
  }
  expect(show()).toBe(show())
})

test('nothing on a paper turns the direction of what stands beside it', () => {
  const blocks = [
    [0x0590, 0x08ff],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x2069],
    [0xfb1d, 0xfdff],
    [0xfe70, 0xfeff],
    [0x10800, 0x10fff],
    [0x1e800, 0x1efff],
  ] as const
  const kept = blocks.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, n) => String.fromCodePoint(from + n)).filter((character) =>
      [...printable(`a${character}1`)].some((shown) => shown === character),
    ),
  )
  // Marks and figures that have no direction of their own may stay.
  expect(kept.filter((character) => !/[\p{M}\p{P}\p{S}\p{Nd}]/u.test(character))).toEqual([])
})
