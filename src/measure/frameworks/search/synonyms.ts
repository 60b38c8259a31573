import { fold } from './fold.ts'
import { stemsOf } from './stem.ts'
import sets from './synonyms.json' with { type: 'json' }
import { type WordAt, wordsIn } from './words-of.ts'

const languages = ['lv', 'en'] as const
type Worded = (typeof languages)[number]

/** Who searches a Latvian text may say it in English: one says deepfake, the other dziļviltojums. Nobody does it the other way. */
const spokenIn = (known: readonly string[]): readonly Worded[] =>
  known.includes('lv') ? languages : known.includes('en') ? ['en'] : []

type Phrase = { words: ReadonlySet<string>[]; set: number; language: Worded }

/** Phrases of all sets by the stems of their first word. */
let phrases: Map<string, Phrase[]> | undefined

/** They are read when somebody first searches. */
function phrasesByStem(): Map<string, Phrase[]> {
  if (phrases) return phrases
  phrases = new Map()
  for (const [set, worded] of sets.entries()) {
    for (const language of languages) {
      for (const said of worded[language]) {
        const words = wordsIn(said).map(({ written }) => stemsIn(written, language))
        for (const stem of words[0]!)
          phrases.set(stem, [...(phrases.get(stem) ?? []), { words, set, language }])
      }
    }
  }
  return phrases
}

const stemsIn = (written: string, language: Worded): ReadonlySet<string> =>
  new Set([fold(written), ...stemsOf(written, language)])

/** How many of the words from `from` on are one thing of the field, and how else it is called in the languages of a text. */
export function otherWords(
  words: readonly WordAt[],
  from: number,
  known: readonly string[],
): { length: number; others: string[][] } {
  const found = spokenIn(known).flatMap((spoken) => {
    const stemsAt = words.slice(from).map(({ written }) => stemsIn(written, spoken))
    return [...stemsAt[0]!]
      .flatMap((stem) => phrasesByStem().get(stem) ?? [])
      .filter((phrase) => phrase.language === spoken && isSaid(phrase, stemsAt))
  })
  const length = Math.max(1, ...found.map((phrase) => phrase.words.length))
  const named = new Set(found.filter((phrase) => phrase.words.length === length).map(({ set }) => set))
  const others = [...named].flatMap((set) => spokenIn(known).flatMap((spoken) => sets[set]![spoken]))
  return { length, others: others.map((said) => wordsIn(said).map(({ written }) => written)) }
}

/** Whether the words begin with all of a phrase, each in any of its forms. */
const isSaid = (phrase: Phrase, stemsAt: readonly ReadonlySet<string>[]) =>
  phrase.words.every((stems, at) => [...stems].some((stem) => stemsAt[at]?.has(stem)))
