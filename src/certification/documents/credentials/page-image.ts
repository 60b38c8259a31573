import { PDFiumLibrary } from '@hyzyla/pdfium'
import { encode } from 'fast-png'

// 144 dots an inch: the smallest print can be read, by machines too.
const scale = 2

let pdfium: Promise<PDFiumLibrary> | undefined

/**
 * Draws the first `count` pages of a PDF as PNGs in greys, which are half the size of those in colours. PDFium runs as
 * WebAssembly, so the same PDF gives the same image on every machine; a page costs some 70 ms, so call it off the request
 * thread.
 */
export async function pageImages(pdf: Uint8Array, count: number): Promise<Uint8Array[]> {
  pdfium ??= PDFiumLibrary.init()
  const document = await (await pdfium).loadDocument(pdf)
  try {
    const images: Uint8Array[] = []
    for (let index = 0; index < Math.min(count, document.getPageCount()); index++) {
      const page = document.getPage(index)
      const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' })
      images.push(encode({ width, height, data, channels: 1 }))
    }
    return images
  } finally {
    document.destroy()
  }
}
