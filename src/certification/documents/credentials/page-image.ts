import { PDFiumLibrary } from '@hyzyla/pdfium'
import { encode } from 'fast-png'

// 144 dots an inch: the smallest print can be read, by machines too.
const scale = 2

type Drawn = { width: number; height: number; data: Uint8Array }

let pdfium: Promise<PDFiumLibrary> | undefined

/**
 * Draws the first `count` pages of a PDF as PNGs in greys, which are half the size of those in colours. PDFium runs as
 * WebAssembly, so the same PDF gives the same image on every machine; a page costs some 70 ms, so call it off the request
 * thread.
 */
export async function pageImages(pdf: Uint8Array, count: number): Promise<Uint8Array[]> {
  const pages = await renderPages(pdf, count, 'Gray')
  return pages.map(({ width, height, data }) => encode({ width, height, data, channels: 1 }))
}

/** The first `count` pages of a PDF, dot by dot from the top left; in colours red, green, blue and alpha. */
export async function renderPages(
  pdf: Uint8Array,
  count: number,
  colours: 'Gray' | 'BGRA',
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
