import { PDFiumLibrary } from '@hyzyla/pdfium'
import { encode } from 'fast-png'

/**
 * Dots a point: 144, 126 or 108 dots an inch. At the last, too, the smallest print can be read; machines, too, read nineteen
 * words of twenty.
 */
const scales = [2, 1.75, 1.5] as const

type Drawn = { width: number; height: number; data: Uint8Array }

let pdfium: Promise<PDFiumLibrary> | undefined

/**
 * Draws the first `count` pages of a PDF as PNGs in sixteen greys, which are a third of the size of those in colours; as fine
 * as together they have at most `maxBytes`, and no coarser than 108 dots an inch. PDFium runs as WebAssembly, so the same PDF
 * gives the same image on every machine; a page costs some 70 ms, so call it off the request thread.
 */
export async function pageImages(
  pdf: Uint8Array,
  count: number,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<Uint8Array[]> {
  let images: Uint8Array[] = []
  for (const scale of scales) {
    const pages = await renderPages(pdf, count, 'Gray', scale)
    images = pages.map(({ width, height, data }) =>
      encode({ width, height, data: inSixteenGreys(data), channels: 1 }),
    )
    if (images.reduce((sum, { length }) => sum + length, 0) <= maxBytes) break
  }
  return images
}

/** The edges of letters need no more shades, and pack far better. */
const inSixteenGreys = (dots: Uint8Array) => dots.map((grey) => Math.round(grey / 17) * 17)

/** The first `count` pages of a PDF, dot by dot from the top left; in colours red, green, blue and alpha. */
export async function renderPages(
  pdf: Uint8Array,
  count: number,
  colours: 'Gray' | 'BGRA',
  scale = 2,
): Promise<Drawn[]> {
  pdfium ??= PDFiumLibrary.init()
  const document = await (await pdfium).loadDocument(pdf)
  try {
    const pages: Drawn[] = []
    for (let index = 0; index < Math.min(count, document.getPageCount()); index++)
      pages.push(await document.getPage(index).render({ scale, render: 'bitmap', colorSpace: colours }))
    return pages
  } finally {
    document.destroy()
  }
}
