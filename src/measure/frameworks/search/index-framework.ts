import type { Framework } from '../framework.ts'
import { type Findable, findablesOf } from './entries.ts'
import { fold } from './fold.ts'
import { stemsOf } from './stem.ts'
import { keysOf, wordsIn } from './words-of.ts'

/** Where in an entry a word stands. */
const parts = ['title', 'text', 'within', 'label'] as const
export type Occurrence = { entry: number; part: (typeof parts)[number]; after: number }

/** A word as it is written somewhere in lower case, and where it stands each time, as `pack` makes one number of it. */
export type Indexed = { written: string; language: string; folded: string; stems: string[]; at: number[] }

/** So many words before one are told apart. */
const MOST_BEFORE = 256

const pack = ({ entry, part, after }: Occurrence): number =>
  (entry * parts.length + parts.indexOf(part)) * MOST_BEFORE + Math.min(after, MOST_BEFORE - 1)

/** In which entry, by its number, in which part of it, and after how many words. */
export function occurrenceOf(at: number): Occurrence {
  const place = Math.floor(at / MOST_BEFORE)
  const [entry, part] = [Math.floor(place / parts.length), parts[place % parts.length]!]
  return { entry, part, after: at % MOST_BEFORE }
}

export type SearchIndex = {
  language: string
  /** Of its texts: a partial wording says the rest in others. */
  languages: string[]
  entries: Findable[]
  /** How many words each entry's title has. */
  titleLengths: number[]
  vocabulary: Indexed[]
  byFolded: Map<string, Indexed[]>
  byStem: Map<string, Indexed[]>
}

/** Everything worded in one language of a framework, ready to be searched. */
export function indexFramework(framework: Framework, language: string): SearchIndex {
  const entries = findablesOf(framework, language)
  const known = new Map<string, Indexed>()
  const titleLengths = entries.map((entry, number) => {
    const texts = {
      title: [entry.id, entry.title ?? ''],
      text: [entry.text],
      within: entry.within.flatMap(({ code, text }) => [code, text]),
      label: entry.labels,
    }
    for (const part of parts) {
      for (const [after, word] of texts[part].flatMap(wordsIn).entries()) {
        for (const key of keysOf(word))
          indexed(known, key, entry.saidIn ?? language).at.push(pack({ entry: number, part, after }))
      }
    }
    return wordsIn(entry.title ?? '').length
  })
  const vocabulary = [...known.values()]
  return {
    language,
    languages: [...new Set([language, ...entries.flatMap(({ saidIn }) => saidIn ?? [])])],
    entries,
    titleLengths,
    vocabulary,
    byFolded: byEach(vocabulary, ({ folded }) => [folded]),
    byStem: byEach(vocabulary, ({ language: spoken, stems }) => stems.map((stem) => stemKey(spoken, stem))),
  }
}

/** A stem is one of a language: in another one it may be that of something else. */
export const stemKey = (language: string, stem: string): string => `${language} ${stem}`

function indexed(known: Map<string, Indexed>, written: string, language: string): Indexed {
  const key = `${language} ${written}`
  let word = known.get(key)
  if (!word) {
    word = { written, language, folded: fold(written), stems: stemsOf(written, language), at: [] }
    known.set(key, word)
  }
  return word
}

function byEach(
  vocabulary: readonly Indexed[],
  keys: (word: Indexed) => readonly string[],
): Map<string, Indexed[]> {
  const found = new Map<string, Indexed[]>()
  for (const word of vocabulary) {
    for (const key of keys(word)) {
      const others = found.get(key)
      if (others) others.push(word)
      else found.set(key, [word])
    }
  }
  return found
}
