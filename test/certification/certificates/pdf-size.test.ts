import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { attachmentsOf } from '../../../src/certification/certificates/make-documents.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { competencesOf } from '../../../src/measure/frameworks/framework.ts'
import { sheet } from '../../../src/platform/pdf/look.ts'
import { fullSnapshot, library } from './full-snapshots.ts'

const unspaced = (text: string) => text.replaceAll(/\s+/g, '')

/** The texts of every page, all that stands between their edges without a space, and the size of the smallest letters. */
async function readPages(bytes: Uint8Array) {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const pages: string[] = []
  let between = ''
  let smallest = Number.POSITIVE_INFINITY
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    const texts = items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []))
    for (const { transform } of texts) smallest = Math.min(smallest, transform[0])
    pages.push(texts.map(({ str }) => str).join(' '))
    const isBetween = ({ transform }: (typeof texts)[number]) =>
      transform[5] > sheet.bottom && transform[5] < sheet.height - 30
    between += texts
      .filter(isBetween)
      .map(({ str }) => str)
      .join('')
  }
  await document.destroy()
  return { pages, between: unspaced(between), smallest }
}

async function drawn(count: number, framework = 'digcomp-2.2') {
  const snapshot = fullSnapshot(framework, count)
  return readPages(await drawCertificate(snapshot, attachmentsOf({ jwt: 'e30', 'ob3.json': '{}' }, snapshot)))
}

/** Every framework that we bring, and its form by bands where it has one, with a few outcomes and with many. */
const papers = [...library.keys()].flatMap((id) => {
  const all = Math.min(21, competencesOf(library.get(id)!).length)
  return [
    [1, 3, id],
    [5, 3, id],
    [all, 6, id],
  ] as const
})

test.each(papers)(
  '%i outcomes with all that can be recorded, in two languages, take at most %i pages (%s)',
  async (count, most, id) => {
    const { pages, between, smallest } = await drawn(count, id)
    expect(pages.length).toBeLessThanOrEqual(most)
    expect(smallest).toBeGreaterThanOrEqual(8)
    const { outcomes, agreement, framework } = fullSnapshot(id, count)
    for (const { competence, title } of outcomes) {
      expect(between).toContain(competence)
      expect(between).toContain(unspaced(title.en))
    }
    for (const hash of [agreement.hash, framework.hash]) expect(pages.at(-1)).toContain(hash)
  },
)

test.each([...library.keys()])(
  'what was judged at the highest level of %s, and what only the partners have words for, is said in both languages',
  async (id) => {
    const snapshot = fullSnapshot(id, 5)
    const { between } = await drawn(5, id)
    for (const { criteria = [], level } of snapshot.outcomes) {
      const told = criteria.filter((each) => each.source === 'partners' || each.level === level)
      expect(told.length).toBeGreaterThan(0)
      for (const { text } of told)
        for (const said of [text.lv, text.en]) {
          // What many have in common stands once: what they begin with, and the level that they are said to be of.
          const [, beginning, end] = /^([^:;]{8,}: )?(.*?)[.;]?$/s.exec(said)!
          const [own, named] = / \(([^()]+)\)$/.test(end!) ? cutLevel(snapshot, end!) : [end!, null]
          expect(between).toContain(unspaced(own))
          if (beginning) expect(between).toContain(unspaced(beginning).replace(/:$/, ''))
          if (named) expect(between).toContain(unspaced(named))
        }
      for (const { id: code, source, level: at } of criteria)
        if (source === 'framework' && at !== level) expect(between).toContain(code)
    }
  },
)

/** A sentence without the level that it names at its end, and that. */
function cutLevel({ framework }: ReturnType<typeof fullSnapshot>, sentence: string): [string, string | null] {
  const names = framework.levels.flatMap(({ title }) => [title.lv, title.en])
  const name = names.find((each) => sentence.endsWith(` (${each})`))
  return name ? [sentence.slice(0, -name.length - 3), name] : [sentence, null]
}

test('what stands for a level in short is said by its name once', async () => {
  const { pages } = await drawn(5, 'digcomp-3.0')
  expect(pages[1]).toContain('1 – Basic; 2 – Intermediate; 3 – Advanced; 4 – Highly advanced')
  expect(pages.slice(1).join(' ')).toContain('baseline 1 · target 3 · reached 3')
  const bands = (await drawn(5, 'digcompedu-e2-bands')).pages.slice(1).join(' ')
  expect(bands).toContain('A – building the basics; B – applying and extending; C – sharing and renewing')
  expect(bands).toContain('baseline A · target B · reached B')
  expect((await drawn(5)).pages.join(' ')).not.toContain('Levels:')
})

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
