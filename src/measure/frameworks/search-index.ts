import { html } from '../../platform/pages/html.ts'
import { competencesOf, type Framework, textsIn } from './framework.ts'
import { fold, stem } from './stem.ts'

export const searchedKinds = [
  'area',
  'competence',
  'statement',
  'example',
  'use-case',
  'learning-outcome',
  'term',
] as const

type Entry = {
  kind: (typeof searchedKinds)[number]
  id: string
  competence: string | null
  title: string | null
  text: string
}
type Token = { folded: string; stem: string }
type Indexed = Entry & { titleTokens: Set<string>; tokens: Set<string> }
export type SearchIndex = { language: string; entries: Indexed[]; vocabulary: Token[] }

/** A code, parts of it joined by full stops, is one word. */
const word = /\p{L}{0,3}\p{N}+(?:\.[\p{L}\p{N}]+)+|[\p{L}\p{N}]+/gu
const wordsOf = (text: string): string[] => text.match(word) ?? []

/** How well a word of a text answers a word asked for: as it is, in another form, or as its beginning. */
const EXACT = 3
const SAME_STEM = 2
const PREFIX = 1
/** A word of a title says more than one of a text. */
const TITLE_WEIGHT = 3

/** Everything worded in one language of a framework, ready to be searched. */
export function indexFramework(framework: Framework, language: string): SearchIndex {
  const seen = new Map<string, Token>()
  const tokensOf = (text: string): Set<string> => {
    const folded = wordsOf(text).map(fold)
    for (const word of folded)
      if (!seen.has(word)) seen.set(word, { folded: word, stem: stem(word, language) })
    return new Set(folded)
  }
  const entries = entriesOf(framework, language).map((entry) => ({
    ...entry,
    titleTokens: tokensOf(`${entry.id} ${entry.title ?? ''}`),
    tokens: tokensOf(entry.text),
  }))
  return { language, entries, vocabulary: [...seen.values()] }
}

export type Hit = Entry & { score: number; markedTitle: string | null; markedText: string }

/** Everything that holds every word asked for, in any of its forms, best first; null when nothing is asked for. */
export function search(index: SearchIndex, query: string): Hit[] | null {
  const asked = wordsOf(query).map(fold)
  if (asked.length === 0) return null
  const answers = asked.map((word) => matchesOf(index, word))
  const hits = index.entries.flatMap((entry) => {
    let score = 0
    for (const matches of answers) {
      const best = TITLE_WEIGHT * bestOf(entry.titleTokens, matches) + bestOf(entry.tokens, matches)
      if (best === 0) return []
      score += best
    }
    return [{ entry, score }]
  })
  const marked = new Set(answers.flatMap((matches) => [...matches.keys()]))
  return hits
    .sort((a, b) => b.score - a.score)
    .map(({ entry: { kind, id, competence, title, text }, score }) => ({
      kind,
      id,
      competence,
      title,
      text,
      score,
      markedTitle: title === null ? null : markWords(title, marked),
      markedText: markWords(text, marked),
    }))
}

function matchesOf({ vocabulary, language }: SearchIndex, asked: string): Map<string, number> {
  const root = stem(asked, language)
  const matches = new Map<string, number>()
  for (const token of vocabulary) {
    if (token.folded === asked) matches.set(token.folded, EXACT)
    else if (token.stem === root) matches.set(token.folded, SAME_STEM)
    else if (asked.length > 1 && token.folded.startsWith(asked)) matches.set(token.folded, PREFIX)
  }
  return matches
}

function bestOf(tokens: ReadonlySet<string>, matches: ReadonlyMap<string, number>): number {
  let best = 0
  for (const [token, weight] of matches) if (weight > best && tokens.has(token)) best = weight
  return best
}

/** The text as HTML: escaped, with `<mark>` around each word that was found. */
function markWords(text: string, found: ReadonlySet<string>): string {
  let marked = ''
  let end = 0
  for (const { 0: written, index } of text.matchAll(word)) {
    if (!found.has(fold(written))) continue
    marked += html`${text.slice(end, index)}<mark>${written}</mark>`
    end = index + written.length
  }
  return marked + html`${text.slice(end)}`.text
}

function entriesOf(framework: Framework, language: string): Entry[] {
  const texts = textsIn(framework, language)
  const titled = ({ title, descriptor }: { title: string; descriptor: string }) => ({
    title,
    text: descriptor,
  })
  const worded = (text: string) => ({ title: null, text })
  return [
    ...framework.areas.map(({ code }) => ({
      kind: 'area' as const,
      id: code,
      competence: null,
      ...titled(texts.areas[code]!),
    })),
    ...competencesOf(framework).map(({ code }) => ({
      kind: 'competence' as const,
      id: code,
      competence: code,
      ...titled(texts.competences[code]!),
    })),
    ...framework.statements.map(({ id, competence }) => ({
      kind: 'statement' as const,
      id,
      competence,
      ...worded(texts.statements[id]!),
    })),
    ...framework.examples.map(({ number, competence }) => ({
      kind: 'example' as const,
      id: String(number),
      competence,
      ...worded(texts.examples[number]!),
    })),
    ...framework.useCases.map(({ id, competence }) => {
      const { scenario, lead, items } = texts.useCases[id]!
      const text = [lead, ...items].filter((part) => part !== null).join(' ')
      return { kind: 'use-case' as const, id, competence, title: scenario, text }
    }),
    ...framework.learningOutcomes.map(({ id, competence }) => ({
      kind: 'learning-outcome' as const,
      id,
      competence,
      ...worded(texts.learningOutcomes[id]!),
    })),
    ...framework.terms.map((id) => {
      const { term, explanation } = texts.terms[id]!
      return { kind: 'term' as const, id, competence: null, title: term, text: explanation }
    }),
  ]
}
