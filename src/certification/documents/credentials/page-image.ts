import { PDFiumLibrary } from '@hyzyla/pdfium'
import { encode } from 'fast-png'

// 108 dots an inch: small print can be read, and a page stays below 250 kB.
const scale = 1.5

let pdfium: Promise<PDFiumLibrary> | undefined

/**
 * Draws every page of a PDF as a PNG. PDFium runs as WebAssembly, so the same PDF gives the same image on
 * every machine; a page costs some 100 ms, so call it off the request thread.
 */
export async function pageImages(pdf: Uint8Array): Promise<Uint8Array[]> {
  pdfium ??= PDFiumLibrary.init()
  const document = await (await pdfium).loadDocument(pdf)
  try {
    const images: Uint8Array[] = []
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({ scale, render: 'bitmap' })
      images.push(encode({ width, height, data, channels: 4 }))
    }
    return images
  } finally {
    document.destroy()
  }
}
