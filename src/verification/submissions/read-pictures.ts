import { PDFiumLibrary } from '@hyzyla/pdfium'
import { readQrCodes } from '../../platform/pictures/read-qr-codes.ts'

/** What a telephone takes has up to so many; a picture of more is not unfolded. */
const MAX_PIXELS = 50_000_000
/** A scan is drawn so that its longer side has so many: enough for the code of a whole page. */
const SIDE = 2_400
/** The code stands on the first page of our papers, and at the end of earlier ones. */
const MAX_PAGES = 6

/**
 * What the QR codes say that can be seen in a photograph (PNG or JPEG) or on the pages of a scanned PDF; nothing for what
 * cannot be read. Takes long, up to seconds: call it off the request thread.
 */
export async function textsSeen(bytes: Uint8Array): Promise<string[]> {
  try {
    const isPdf = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')
    return isPdf ? await textsOnPages(bytes) : await textsInPicture(bytes)
  } catch {
    return []
  }
}

async function textsInPicture(bytes: Uint8Array): Promise<string[]> {
  const size = pictureSize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  if (!size || size.width * size.height > MAX_PIXELS) return []
  return readQrCodes(bytes)
}

async function textsOnPages(bytes: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(bytes)
    for (let index = 0; index < Math.min(MAX_PAGES, document.getPageCount()); index++) {
      const texts = await textsOnPage(document.getPage(index))
      if (texts.length > 0) return texts
    }
    return []
  } finally {
    library.destroy()
  }
}

type Page = ReturnType<Awaited<ReturnType<PDFiumLibrary['loadDocument']>>['getPage']>

async function textsOnPage(page: Page): Promise<string[]> {
  const { originalWidth, originalHeight } = page.getOriginalSize()
  const scale = SIDE / Math.max(originalWidth, originalHeight, 1)
  const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'BGRA' })
  // Whether red is taken for blue does not matter to what is black and white.
  return readQrCodes({ width, height, data: new Uint8ClampedArray(data) })
}

/** Width and height as the head of a PNG or a JPEG says; null for every other file. */
export function pictureSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47)
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  return bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : null
}

/** A JPEG is a row of segments; the one that begins a frame has the size. */
function jpegSize(bytes: Buffer): { width: number; height: number } | null {
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    const begins = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (begins) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}
