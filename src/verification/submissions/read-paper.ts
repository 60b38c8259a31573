import { inflateSync } from 'node:zlib'
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import {
  PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfStream,
  PdfString,
} from '@libpdf/core'
import { nameIn, objectsOf, resolverOf } from '../../platform/pdf/objects-of.ts'
import { unfoldsWithin } from '../../platform/pdf/unfolds-within.ts'

/** Our papers are far smaller; a stranger's file must not unfold into more, nor have more in it. */
const MAX_BYTES = 4 * 1024 * 1024
const MAX_UNFOLDED = 8 * 1024 * 1024
const MAX_OBJECTS = 60_000
const MAX_PAGES = 40

/**
 * The texts attached to a PDF that cannot be read as it lies, such as one that is encrypted without a password; null where
 * it cannot be opened at all. Takes long: call it off the request thread.
 */
export async function attachedTexts(bytes: Uint8Array): Promise<string[] | null> {
  const paper = await open(bytes)
  if (!paper) return null
  try {
    return [...attachedTo(paper)]
  } catch {
    return null
  }
}

/**
 * Which of the kept papers a PDF is, saved anew by a program that changed nothing in it: linearised, encrypted without a
 * password or with an empty addition. Every object that can be reached from the beginning has to be the same one; and since
 * programs may read a file differently, a second one has to draw the same pages. -1: none. Takes long.
 */
export async function savedAgainFrom(bytes: Uint8Array, kept: readonly Uint8Array[]): Promise<number> {
  const given = await open(bytes)
  if (!given) return -1
  for (const [index, original] of kept.entries()) {
    const paper = await PDF.load(original)
    if (isSamePaper(given, paper) && (await looksSame(bytes, original))) return index
  }
  return -1
}

async function open(bytes: Uint8Array): Promise<PDF | null> {
  if (bytes.length > MAX_BYTES || !unfoldsWithin(bytes, MAX_UNFOLDED)) return null
  try {
    const paper = await PDF.load(bytes)
    return paper.getPageCount() > 0 && paper.getPageCount() <= MAX_PAGES ? paper : null
  } catch {
    return null
  }
}

function* attachedTo(paper: PDF): Generator<string> {
  let left = MAX_UNFOLDED
  for (const value of objectsOf(paper, MAX_OBJECTS)) {
    if (!(value instanceof PdfStream) || nameIn(value, 'Type') !== 'EmbeddedFile') continue
    const content = contentOf(value, left)
    if (!content) continue
    left -= content.length
    yield content.toString('utf8')
  }
}

/** What a stream holds, unfolded; null where that is more than so many bytes, or packed in another way than ours are. */
function contentOf(stream: PdfStream, maxOutputLength: number): Buffer | null {
  const raw = Buffer.from(stream.data)
  const filter = stream.get('Filter')
  const packed = filter instanceof PdfArray && filter.length === 1 ? filter.at(0) : filter
  if (packed === undefined) return raw.length <= maxOutputLength ? raw : null
  if (!(packed instanceof PdfName) || packed.value !== 'FlateDecode' || stream.has('DecodeParms')) return null
  try {
    return inflateSync(raw, { maxOutputLength: Math.max(1, maxOutputLength) })
  } catch {
    return null
  }
}

type Pair = [given: PdfObject | null | undefined, kept: PdfObject | null | undefined]

/** Whether two papers consist of the same objects, in whatever order and however packed they lie in their files. */
function isSamePaper(given: PDF, kept: PDF): boolean {
  const [ofGiven, ofKept] = [resolverOf(given), resolverOf(kept)]
  const met = new Map<PdfObject, PdfObject>()
  const waiting: Pair[] = [[given.getCatalog(), kept.getCatalog()]]
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [left, right] = [ofGiven(pair[0]), ofKept(pair[1])]
    const before = left && met.get(left)
    if (before && before === right) continue
    const parts = before || met.size > MAX_OBJECTS ? null : partsOf(left, right)
    if (!parts) return false
    if (right && isShared(left)) met.set(left, right)
    waiting.push(...parts)
  }
  return true
}

/** What others may point at; a value by itself is the same thing wherever it stands. */
const isShared = (value: PdfObject | null): value is PdfDict | PdfArray =>
  value instanceof PdfDict || value instanceof PdfArray

/** What is still to be compared, where these two are alike as far as can be seen of them alone; null where they are not. */
function partsOf(given: PdfObject | null, kept: PdfObject | null): Pair[] | null {
  if (given instanceof PdfStream || kept instanceof PdfStream)
    return given instanceof PdfStream && kept instanceof PdfStream ? partsOfStreams(given, kept) : null
  if (given instanceof PdfDict && kept instanceof PdfDict) return members(given, kept, isOfFile)
  if (given instanceof PdfArray && kept instanceof PdfArray)
    return given.length === kept.length ? [...given].map((part, index): Pair => [part, kept.at(index)]) : null
  return isSameValue(given, kept) ? [] : null
}

function partsOfStreams(given: PdfStream, kept: PdfStream): Pair[] | null {
  const original = contentOf(kept, MAX_UNFOLDED)
  if (original === null) {
    if (Buffer.compare(given.data, kept.data) !== 0) return null
    return members(given, kept, (key) => key === 'Length')
  }
  const content = contentOf(given, original.length)
  return content?.equals(original) ? members(given, kept, isOfStream) : null
}

/** How a stream is packed. */
const isOfStream = (key: string) => key === 'Length' || key === 'Filter'
/** What a program that encrypts says of the file in its catalogue. */
const isOfFile = (key: string) => key === 'Extensions' || key === 'Version'

function members(given: PdfDict, kept: PdfDict, isLeftOut: (key: string) => boolean): Pair[] | null {
  const keys = (dictionary: PdfDict) =>
    [...dictionary.keys()].map(({ value }) => value).filter((key) => !isLeftOut(key))
  const expected = keys(kept)
  if (keys(given).length !== expected.length || !expected.every((key) => given.has(key))) return null
  return expected.map((key): Pair => [given.get(key), kept.get(key)])
}

function isSameValue(given: PdfObject | null, kept: PdfObject | null): boolean {
  if (given === kept) return true
  if (given === null || kept === null || given.type !== kept.type) return false
  if (given instanceof PdfString && kept instanceof PdfString)
    return Buffer.compare(given.bytes, kept.bytes) === 0
  if (given instanceof PdfNumber && kept instanceof PdfNumber) return given.value === kept.value
  if (given instanceof PdfName && kept instanceof PdfName) return given.value === kept.value
  return 'value' in given && 'value' in kept && given.value === kept.value
}

/** Whether every page is drawn alike, dot by dot. */
async function looksSame(given: Uint8Array, kept: Uint8Array): Promise<boolean> {
  const library = await PDFiumLibrary.init()
  try {
    const [left, right] = [await library.loadDocument(given), await library.loadDocument(kept)]
    if (left.getPageCount() !== right.getPageCount()) return false
    for (let index = 0; index < right.getPageCount(); index++) {
      const [page, original] = [left.getPage(index), right.getPage(index)]
      if (!isSameSize(page, original)) return false
      if (Buffer.compare(await drawn(page), await drawn(original)) !== 0) return false
    }
    return true
  } catch {
    return false
  } finally {
    library.destroy()
  }
}

type Page = ReturnType<PDFiumDocument['getPage']>

function isSameSize(given: Page, kept: Page): boolean {
  const [left, right] = [given.getOriginalSize(), kept.getOriginalSize()]
  return left.originalWidth === right.originalWidth && left.originalHeight === right.originalHeight
}

// 108 dots an inch: a full stop in the smallest print is still a dot.
const drawn = async (page: Page): Promise<Uint8Array> =>
  (await page.render({ scale: 1.5, render: 'bitmap', colorSpace: 'Gray', renderFormFields: true })).data
