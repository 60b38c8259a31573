import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { attachmentsOf } from '../../../src/certification/certificates/make-documents.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { fullSnapshot } from './full-snapshots.ts'

/** The texts of every page, and the size of the smallest letters. */
async function readPages(bytes: Uint8Array): Promise<{ pages: string[]; smallest: number }> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const pages: string[] = []
  let smallest = Number.POSITIVE_INFINITY
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    const texts = items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []))
    for (const { transform } of texts) smallest = Math.min(smallest, transform[0])
    pages.push(texts.map(({ str }) => str).join(' '))
  }
  await document.destroy()
  return { pages, smallest }
}

async function drawn(count: number, framework = 'digcomp-2.2') {
  const snapshot = fullSnapshot(framework, count)
  return readPages(await drawCertificate(snapshot, attachmentsOf({ jwt: 'e30', 'ob3.json': '{}' }, snapshot)))
}

test.each([
  [1, 3, 'digcomp-2.2'],
  [5, 3, 'digcomp-2.2'],
  [21, 6, 'digcomp-2.2'],
  [5, 3, 'digcomp-2.2-e2'],
  [21, 6, 'digcomp-2.2-e2'],
])(
  '%i outcomes with all that can be recorded, in two languages, take at most %i pages (%s)',
  async (count, most, id) => {
    const { pages, smallest } = await drawn(count, id)
    expect(pages.length).toBeLessThanOrEqual(most)
    expect(smallest).toBeGreaterThanOrEqual(8)
    const { outcomes, agreement, framework } = fullSnapshot(id, count)
    for (const { competence, title } of outcomes) {
      expect(pages.join(' ')).toContain(competence)
      expect(pages.join(' ')).toContain(title.en.split(' ')[0])
    }
    for (const hash of [agreement.hash, framework.hash]) expect(pages.at(-1)).toContain(hash)
  },
)

test('a table that goes on says how many follow, and has its head on every page it goes on to', async () => {
  const { pages } = await drawn(60)
  const head = 'Competence, and what was shown'
  const follow = Number(/(\d+) more outcomes follow overleaf/.exec(pages[0]!)![1])
  const begun = pages.slice(1).filter((page) => page.includes(head))
  expect(begun.length).toBeGreaterThan(1)
  const rows = (page: string) =>
    page.split('Level 5 · Advanced').length + page.split('· Intermediate').length - 2
  expect(begun.map(rows).reduce((sum, count) => sum + count)).toBe(follow)
  expect(rows(pages[0]!)).toBe(60 - follow)
})
