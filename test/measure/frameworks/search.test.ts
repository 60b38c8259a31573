import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { replacementOf } from '../../../src/measure/frameworks/editions.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { indexFramework } from '../../../src/measure/frameworks/search/index-framework.ts'
import { keepIndexes } from '../../../src/measure/frameworks/search/keep-indexes.ts'
import { search } from '../../../src/measure/frameworks/search/search.ts'
import synonyms from '../../../src/measure/frameworks/search/synonyms.json' with { type: 'json' }
import { otherWords } from '../../../src/measure/frameworks/search/synonyms.ts'
import { wordsIn } from '../../../src/measure/frameworks/search/words-of.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'
import { englishSearches, latvianSearches, type Searched } from './searches.ts'

const library = loadFrameworks([builtInFrameworks])
let app: Catalogue

beforeAll(async () => {
  app = await catalogueOf(library)
})
afterAll(() => app.close())

/** What is found in the newest edition, best first, as kind and id. */
async function find([first, q]: Searched, lang: string): Promise<string[]> {
  let id: string = first
  for (let next: string | null = id; next !== null; next = replacementOf(library.get(id)!, library)) id = next
  const answer = await app.inject({ url: `/v1/frameworks/${id}/search`, query: { q, lang, limit: '5' } })
  return answer.json().items.map((hit: { kind: string; id: string }) => `${hit.kind} ${hit.id}`)
}

describe('what a teacher types is found', () => {
  test('fifty searches in a language', () => {
    for (const searches of [latvianSearches, englishSearches])
      expect(new Set(searches.map(([framework, asked]) => `${framework} ${asked}`)).size).toBe(50)
  })

  test.each(latvianSearches)('in Latvian, in %s: %s', async (...searched) => {
    const [, , ...found] = searched
    expect(await find(searched, 'lv')).toEqual(expect.arrayContaining(found))
  })

  test.each(englishSearches)('in English, in %s: %s', async (...searched) => {
    const [, , ...found] = searched
    expect(await find(searched, 'en')).toEqual(expect.arrayContaining(found))
  })
})

describe('the index', () => {
  type Place = { start: number; end: number }
  type Hit = {
    kind: string
    id: string
    text: string
    markedText: string
    foundInText: Place[]
    facets?: { code: string; text: string; markedText: string; foundAt: Place[] }[]
    labels?: string[]
  }
  const hits = async (id: string, q: string, lang: string, limit = 5): Promise<Hit[]> =>
    (
      await app.inject({ url: `/v1/frameworks/${id}/search`, query: { q, lang, limit: String(limit) } })
    ).json().items

  test('finds whatever has a code or number by it, and by the code of a facet the competence that has it', () => {
    for (const framework of library.values()) {
      const index = indexFramework(framework, 'en')
      for (const { kind, id, within } of index.entries.filter((_, at) => at % 9 === 0)) {
        const called = search(index, id)!
        const named = called.filter(({ entry }) => entry.id.toLowerCase() === id.toLowerCase())
        expect(called.slice(0, named.length)).toEqual(named)
        expect(named.map(({ entry }) => `${entry.kind} ${entry.id}`)).toContain(`${kind} ${id}`)
        for (const { code } of within.slice(0, 1))
          expect(search(index, code)![0]!.entry).toMatchObject({ kind, id })
      }
    }
  })

  test('tells by which facets and labels something was found, and where in its text', async () => {
    const [budget] = await hits('entrecomp-e2', 'budžeti', 'lv')
    expect(budget).toMatchObject({ kind: 'competence', id: '2.4' })
    const planned = budget!.facets!.find(({ code }) => code === '2.4.b')!
    expect(planned.markedText).toBe('plānot <mark>budžetu</mark>')
    expect(planned.foundAt.map(({ start, end }) => planned.text.slice(start, end))).toEqual(['budžetu'])
    const tagged = await hits('digcomp-2.2', 'remote working', 'en', 50)
    expect(tagged.flatMap(({ labels }) => labels ?? [])).toContain('Remote work')
    for (const { text, foundInText, markedText } of tagged) {
      const found = foundInText.map(({ start, end }) => text.slice(start, end))
      expect([...markedText.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, marked]) => marked)).toEqual(found)
    }
  })

  test('finds titles first, then statements, then examples', async () => {
    const order = ['competence', 'statement', 'example']
    const kinds = (await hits('digcomp-2.2', 'autortiesības', 'lv', 50)).map(({ kind }) => kind)
    expect(order.map((kind) => kinds.indexOf(kind))).not.toContain(-1)
    expect(order.map((kind) => kinds.indexOf(kind)).toSorted((a, b) => a - b)).toEqual(
      order.map((kind) => kinds.indexOf(kind)),
    )
    expect(kinds.lastIndexOf('statement')).toBeLessThan(kinds.indexOf('example'))
  })

  test('finds what holds some of what is asked for where nothing holds all, what few hold first', async () => {
    const found = await hits('digcomp-2.2', 'kā atpazīt krāpšanu', 'lv')
    expect(found[0]!.markedText).toContain('<mark>krāp')
    expect(await hits('digcomp-2.2', 'krāpšana qwertyuiop', 'lv')).toEqual([])
  })

  test('takes several words for one thing only where they stand together', async () => {
    const found = await hits('digcomp-2.2', 'zoom', 'lv', 50)
    expect(found.map(({ markedText }) => markedText).join()).toContain(
      '<mark>tiešsaistes</mark> <mark>sanāksmē</mark>',
    )
    for (const { text } of found) expect(text).toMatch(/videokonferen|videozvan|tiešsaistes sanāksm/)
  })

  test('looks for a slip in three words of a search, and for each word once', async () => {
    const mistyped = ['programēšana', 'autortesības', 'aizsardzlba', 'informācjia']
    expect(await hits('digcomp-2.2', mistyped.slice(0, 3).join(' '), 'lv')).not.toEqual([])
    expect(await hits('digcomp-2.2', mistyped.join(' '), 'lv')).toEqual([])
    expect(await hits('digcomp-2.2', 'parole parole parole', 'lv')).toEqual(
      await hits('digcomp-2.2', 'parole', 'lv'),
    )
  })

  test('takes letters for the same however they are composed', async () => {
    const q = 'ierīču aizsardzība'
    expect(await hits('digcomp-2.2', q.normalize('NFD'), 'lv')).toEqual(await hits('digcomp-2.2', q, 'lv'))
  })

  test.each(['-', '…', "' --", '\u0301'])('refuses %j, in which there is no word', async (q) => {
    const answer = await app.inject({ url: '/v1/frameworks/digcomp-2.2/search', query: { q } })
    expect(answer.statusCode).toBe(400)
  })

  test('is made when it is first asked for, kept while it is, and forgotten after', () => {
    vi.useFakeTimers()
    const indexOf = keepIndexes(library)
    expect(vi.getTimerCount()).toBe(0)
    const first = indexOf('greencomp', 'lv')
    vi.advanceTimersByTime(9 * 60 * 1000)
    expect(indexOf('greencomp', 'lv')).toBe(first)
    vi.advanceTimersByTime(9 * 60 * 1000)
    expect(indexOf('greencomp', 'lv')).toBe(first)
    vi.advanceTimersByTime(11 * 60 * 1000)
    expect(vi.getTimerCount()).toBe(0)
    expect(indexOf('greencomp', 'lv')).not.toBe(first)
    for (const id of ['greencomp', 'greencomp-e2', 'entrecomp', 'digcompedu'])
      for (const language of ['lv', 'en']) indexOf(id, language)
    expect(vi.getTimerCount()).toBe(6)
    vi.useRealTimers()
  })
})

describe('words for the same thing', () => {
  test('stand in at least sixty sets, each in both languages, each word once', () => {
    expect(synonyms.length).toBeGreaterThanOrEqual(60)
    for (const { lv, en } of synonyms) {
      for (const said of [lv, en]) {
        expect(said.length).toBeGreaterThan(0)
        expect(new Set(said).size, said.join()).toBe(said.length)
      }
      expect(lv.length + en.length).toBeGreaterThan(1)
    }
  })

  test.each(['lv', 'en'] as const)('are each known by any of the others in %s', (language) => {
    for (const set of synonyms) {
      for (const said of set[language]) {
        const { others } = otherWords(wordsIn(said), 0, [language])
        const found = others.map((other) => other.join(' '))
        for (const other of set[language])
          expect(found, said).toContain(
            wordsIn(other)
              .map(({ written }) => written)
              .join(' '),
          )
      }
    }
  })
})
