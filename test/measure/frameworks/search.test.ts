import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replacementOf } from '../../../src/measure/frameworks/editions.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'
import { englishSearches, latvianSearches, type Searched } from './searches.ts'

const library = loadFrameworks([builtInFrameworks])
let app: Catalogue

beforeAll(async () => {
  app = await catalogueOf(library)
})
afterAll(() => app.close())

type Hit = { kind: string; id: string }

/** What is found in the newest edition, best first, as kind and id. */
async function find([first, q]: Searched, lang: string): Promise<string[]> {
  let id: string = first
  for (let next: string | null = id; next !== null; next = replacementOf(library.get(id)!, library)) id = next
  const answer = await app.inject({ url: `/v1/frameworks/${id}/search`, query: { q, lang, limit: '5' } })
  return answer.json().items.map((hit: Hit) => `${hit.kind} ${hit.id}`)
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
