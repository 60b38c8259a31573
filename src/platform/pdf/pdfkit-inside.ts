import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'

/*
 * Everything this folder knows about pdfkit beyond its documentation stands in this file: how to hand it a font that is
 * parsed already, how to replace the metadata it writes unescaped, how to count bookmarks, and how to take what it
 * writes without a stream.
 * test/platform/pdf/pdfkit-inside.test.ts notices when a release changes any of it.
 */

export type Doc = PDFKit.PDFDocument

/** A font as its parser gives it, good for any number of documents. */
export type ParsedFont = {
  characterSet: number[]
  unitsPerEm: number
  layout(text: string): { glyphs: Glyph[]; positions: Position[] }
  glyphForCodePoint(codePoint: number): unknown
  hasGlyphForCodePoint(codePoint: number): boolean
}
/** Its outline is in units of the font, upwards from the baseline. */
type Glyph = { id: number; path: { commands: { command: string; args: number[] }[] } }
export type Position = { xAdvance: number; advanceWidth: number; xOffset: number; yOffset: number }

/** A font as it lies in one document. */
export type EmbeddedFont = {
  id: string
  font: ParsedFont
  layoutCache?: Record<string, unknown>
  /** Glyphs of a word, with positions in thousandths of the size. */
  layoutCached(text: string): { glyphs: Glyph[]; positions: Position[] }
  /** Numbers of the glyphs in this document's part of the font, in hexadecimal. */
  encode(text: string, features?: object): [string[], Position[]]
  ref(): unknown
  subset: { glyphs: number[]; encode(): Uint8Array }
  embed(): unknown
  unicode: number[][]
  toUnicodeCmap(this: { unicode: number[][]; document: { ref(): { end(text: string): void } } }): unknown
}

type Outline = { outlineData: { Count?: number }; children: Outline[] }

type Stream = {
  compress: boolean
  buffer: Uint8Array[]
  data: { Filter?: string }
  write(chunk: Uint8Array): void
}

type Inside = {
  outline: Outline
  _font: EmbeddedFont
  page: { fonts: Record<string, unknown>; content: Stream }
  metadata: object
  _offset: number
  _write(data: string | Uint8Array): void
  registerFont(name: string, font: ParsedFont): unknown
  openImage(png: Buffer): Image
  image(image: Image, x: number, y: number, options: Image): unknown
}

const inside = (doc: Doc) => doc as Doc & Inside

export function parseFont(bytes: Buffer): ParsedFont {
  const doc = new PDFDocument({ autoFirstPage: false, font: '' })
  doc.font(bytes)
  return inside(doc)._font.font
}

/** Puts a parsed font into the document under a name; `words` remembers the glyphs of words between documents. */
export function embedFont(
  doc: Doc,
  name: string,
  font: ParsedFont,
  words: Record<string, unknown>,
): EmbeddedFont {
  inside(doc).registerFont(name, font)
  doc.font(name)
  const embedded = inside(doc)._font
  if (embedded.font !== font) throw new Error('pdfkit no longer takes a font that is parsed already')
  embedded.layoutCache = words
  return embedded
}

/** A font program cut down to the glyphs of a document, and compressed; beside it what its glyphs mean. */
export type Program = { glyphs: string; length: number; compressed: Uint8Array; meanings: Uint8Array }

/**
 * Has the font written with the program that `find` gives for its glyphs, and with what they mean: cutting a font down and
 * compressing it costs more than a page, and documents with the same glyphs share it.
 */
export function shareProgram(
  doc: Doc,
  font: EmbeddedFont,
  find: (glyphs: string, cut: () => Program) => Program,
) {
  const { subset } = font
  const embed = font.embed.bind(font)
  const own = inside(doc)
  font.embed = () => {
    const glyphs = subset.glyphs.join()
    const { length, compressed, meanings } = find(glyphs, () => {
      const program = subset.encode()
      return { glyphs, length: program.length, compressed: deflateSync(program), meanings: meaningsOf(font) }
    })
    font.toUnicodeCmap = () => {
      const stream = doc.ref({ Filter: 'FlateDecode' })
      stream.end(meanings)
      return stream
    }
    subset.encode = () => compressed as Uint8Array
    // The first object that embed() makes is the stream of the program; a stream with a filter is left as it is.
    own.ref = () => {
      Reflect.deleteProperty(own, 'ref')
      return doc.ref({ Filter: 'FlateDecode', Length1: length })
    }
    return embed()
  }
}

/** Which characters its glyphs stand for, as pdfkit would write it, compressed. */
function meaningsOf(font: EmbeddedFont): Uint8Array {
  let said = ''
  const stream = {
    end(text: string) {
      said = `${text}\n`
    },
  }
  font.toUnicodeCmap.call({ unicode: font.unicode, document: { ref: () => stream } })
  return deflateSync(Buffer.from(said, 'latin1'))
}

/** Makes the font a resource of the page in hand. */
export function useOnPage(doc: Doc, font: EmbeddedFont): void {
  inside(doc).page.fonts[font.id] ??= font.ref()
}

type Image = { width: number; height: number }

const placed = new WeakMap<Doc, Map<Buffer, Image>>()

/** Draws a PNG in a box; drawn again in the same document, it lies there once. */
export function placePicture(
  doc: Doc,
  png: Buffer,
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
): void {
  const images = placed.get(doc) ?? new Map<Buffer, Image>()
  placed.set(doc, images)
  const image = images.get(png) ?? inside(doc).openImage(png)
  images.set(png, image)
  inside(doc).image(image, x, y, { width, height })
}

/** Puts an XMP packet in the place of the one pdfkit would write. */
export function replaceMetadata(doc: Doc, packet: string): void {
  inside(doc).metadata = {
    append: () => undefined,
    end: () => undefined,
    getXML: () => packet,
    getLength: () => Buffer.byteLength(packet),
  }
}

export type Output = {
  /** Writes the pages drawn so far, which cannot be drawn on again, and gives the bytes since the last time. */
  take(): Uint8Array
  /** Ends the document and gives the bytes that are left: all of them, where none were taken before. */
  finish(): Uint8Array
}

/**
 * Gathers what is drawn and what is written as text, and turns it into bytes once: pdfkit would make an array and a
 * stream event of every operator and line, at a third of the time that a certificate takes.
 */
export function gather(doc: Doc): Output {
  const drawn = new Map<Inside['page'], string>()
  const own = inside(doc)
  own.addContent = (data) => {
    drawn.set(own.page, `${drawn.get(own.page) ?? ''}${data}\n`)
    return doc
  }
  const rest = takeOutput(own)
  const writePages = () => {
    for (const [page, content] of drawn) writeCompressed(page.content, content)
    drawn.clear()
  }
  const written = () => {
    const pieces = rest.splice(0)
    const bytes = Buffer.alloc(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of pieces) {
      if (typeof piece === 'string') bytes.write(piece, at, 'latin1')
      else bytes.set(piece, at)
      at += piece.length
    }
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  }
  return {
    take() {
      writePages()
      doc.flushPages()
      return written()
    },
    finish() {
      countBookmarks(own.outline)
      writePages()
      doc.end()
      if (!rest.at(-1)?.toString().endsWith('%%EOF\n')) throw new Error('pdfkit left the document open')
      return written()
    },
  }
}

/** The zlib level at which operators shrink to a tenth more than at the highest, in a third of the time. */
const LEVEL = 4

function writeCompressed(stream: Stream, content: string): void {
  // What pdfkit wrote before it was gathered comes first.
  const bytes = Buffer.concat([...stream.buffer.splice(0), Buffer.from(content, 'latin1')])
  if (!stream.compress) {
    stream.write(bytes)
    return
  }
  stream.compress = false
  stream.data.Filter = 'FlateDecode'
  stream.write(deflateSync(bytes, { level: LEVEL }))
}

/** How many bookmarks are open below one, or closed below it (negative): PDF asks for it and pdfkit leaves it out. */
function countBookmarks({ children, outlineData }: Outline, open = true): void {
  if (children.length > 0) outlineData.Count = open ? children.length : -children.length
  for (const child of children) countBookmarks(child, false)
}

/** The list that starts with what pdfkit has written so far, and that the rest goes to: text joined as long as no bytes come between. */
function takeOutput(own: Doc & Inside): (string | Uint8Array)[] {
  const rest: (string | Uint8Array)[] = [own.read()]
  own._write = (data) => {
    const last = rest.length - 1
    if (typeof data !== 'string') rest.push(data)
    else if (typeof rest[last] === 'string') rest[last] += `${data}\n`
    else rest.push(`${data}\n`)
    own._offset += typeof data === 'string' ? data.length + 1 : data.length
  }
  return rest
}
