import { existsSync, readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../../../shared/sources/', import.meta.url)

/** Whether the published wording lies beside the project; the tests that compare with it are skipped where it doesn't. */
export const hasPublished = existsSync(folder)

if (!hasPublished) console.warn('Skipped: ../shared/sources, with the published frameworks, is not here.')

/** A file of published wording or addresses, by its path under ../shared/sources. Where there is none, nothing may be read from it. */
export const published = <T>(path: string): T =>
  hasPublished ? JSON.parse(readFileSync(new URL(path, folder), 'utf8')) : (undefined as T)

export type PublishedCompetences = {
  publication: { id: string; eur: string; doi: string; isbn: string; year: number }
  areas: { code: string; title: string }[]
  competences: { area: string; code: string; title: { en: string }; facets: { id: string }[] }[]
}

export type PublishedLevels = {
  count: { descriptors: number; statements: number }
  levels: { level: number; band: string }[]
  descriptors: {
    competence: string
    level: number
    statements: { facet: string | null; role: string | null; en: string }[]
  }[]
}

export type PublishedExamples = {
  examples: { id: number; competence: string; type: string; tags: ('AI' | 'RW' | 'DA')[] }[]
}

export type PublishedUseCases = {
  useCases: {
    competence: string
    level: number
    kind: 'employment' | 'learning'
    en: { lead: string | null; items: string[] }
  }[]
}

export type EscoAddresses = {
  areas: { area: string; uri: string }[]
  competences: { competence: string; uri: string | null }[]
}

export type EuAddresses = { concepts: { uri: string; meaning: string }[] }

/** Every text in a JSON value with the path to it. */
export function* textsOf(value: unknown, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value }
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, `${path}/${key}`)
  }
}

/** The words of a text, so that neither case nor punctuation hides a copy. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Every run of `length` words in a row. */
export const runsOf = (words: string[], length: number): string[] =>
  words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(' '))

/** The words of each published text, from every JSON file there is. */
export function publishedTexts(): string[][] {
  if (!hasPublished) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.json(ld)?$/.test(name))
    .flatMap((name) => [...textsOf(published<unknown>(name))].map(({ text }) => wordsOf(text)))
}
