import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

type Element = { alt?: string; children?: Element[] }

/** What a PDF says: all its text in the order in which it is drawn, and what is heard instead of its figures. */
export async function readPdf(bytes: Uint8Array): Promise<{ text: string; heard: string[]; pages: number }> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  try {
    const texts: string[] = []
    const heard: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      texts.push(...items.map((item) => ('str' in item ? item.str : '')))
      heard.push(...alternativesIn((await page.getStructTree()) as Element))
    }
    return { text: texts.join(' '), heard, pages: document.numPages }
  } finally {
    await document.destroy()
  }
}

const alternativesIn = ({ alt, children = [] }: Element): string[] => [
  ...(alt ? [alt] : []),
  ...children.flatMap(alternativesIn),
]
