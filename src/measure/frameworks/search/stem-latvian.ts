import { fold } from './fold.ts'
import {
  afterConsonant,
  afterInfinitive,
  agent,
  comparatives,
  losesVowel,
  nominal,
  nounsLikeParticiples,
  presentOfInfinitive,
  presentOfPast,
  rootsInO,
  softening,
  softVerbalNoun,
  unchanging,
  verbal,
} from './latvian-endings.ts'

type Endings = { has(ending: string): boolean; longest: number }

const endingsOf = (list: readonly string[]): Endings => {
  const set = new Set(list)
  return { has: (ending) => set.has(ending), longest: Math.max(...list.map(({ length }) => length)) }
}

const written = {
  comparatives: endingsOf(comparatives),
  nominal: endingsOf(nominal),
  verbal: endingsOf(verbal),
  afterConsonant: endingsOf(afterConsonant),
  afterInfinitive: endingsOf(afterInfinitive),
}
const plain = {
  comparatives: endingsOf(comparatives.map(fold)),
  nominal: endingsOf(nominal.map(fold)),
  verbal: endingsOf(verbal.map(fold)),
  afterConsonant: endingsOf(afterConsonant.map(fold)),
  afterInfinitive: endingsOf(afterInfinitive.map(fold)),
}
const plainAgent = /^\p{L}+[aoei]taj(?=\p{L}{0,4}$)/u
const unmarked = ({ source }: RegExp) => new RegExp(fold(source), 'u')
const ofWritten: Reading = {
  nouns: nounsLikeParticiples,
  soft: 'šž',
  softVerbal: softVerbalNoun,
  loses: losesVowel,
  inO: rootsInO,
  third: /[āēo]$/u,
}
const ofPlain: Reading = {
  nouns: unmarked(nounsLikeParticiples),
  soft: 'sz',
  softVerbal: unmarked(softVerbalNoun),
  loses: unmarked(losesVowel),
  inO: unmarked(rootsInO),
  third: /[aeo]$/u,
}
const plainPresents = [presentOfInfinitive, presentOfPast].map(
  (presents) => new Map([...presents].map(([root, present]) => [fold(root), present])),
)

const vowel = /[aāeēiīouū]/u
/** One in a vowel is that of a verb that changes: dot, spēt. */
const rootOfInfinitive = /[^aāeēiīou]$|do$|spe$|spē$|klu$|gu$/u
const endsInConsonant = /[^aāeēiīouū]$/u

/** The word without its longest known ending, and that ending; null where none leaves a syllable that ends in `end`. */
function cut(word: string, endings: Endings, end: RegExp): { stem: string; ending: string } | null {
  for (let length = Math.min(endings.longest, word.length - 2); length > 0; length--) {
    const stem = word.slice(0, -length)
    if (endings.has(word.slice(-length)) && vowel.test(stem) && end.test(stem))
      return { stem, ending: word.slice(-length) }
  }
  return null
}

/**
 * What a Latvian word, in lower case, may have in common with its other forms, without diacritics: as a noun or adjective,
 * and where it has an ending of verbs as one of these. Two words with one in common are taken for forms of one word.
 */
export function stemsOfLatvian(word: string): string[] {
  if (unchanging.has(word)) return [fold(word)]
  const [doer] = word.match(agent) ?? []
  const found = doer ? [doer] : read(word, written, ofWritten)
  // It must be done: jālieto.
  if (/^jā\p{L}{4}/u.test(word)) found.push(...stemsOfLatvian(word.slice(2)))
  return distinct(found, presentOfPast)
}

/** The same of a word that was written without diacritics, as on a telephone: it may be more words than one. */
export function stemsOfPlainLatvian(word: string): string[] {
  const found = [...(word.match(plainAgent) ?? []), ...read(word, plain, ofPlain)]
  if (/^ja\p{L}{4}/u.test(word)) found.push(...stemsOfPlainLatvian(word.slice(2)))
  return distinct(found, plainPresents[1]!)
}

const distinct = (found: readonly string[], presents: ReadonlyMap<string, string>) => [
  ...new Set(found.map((stem) => fold(presents.get(stem) ?? stem))),
]

type Tables = typeof written
type Reading = Record<'nouns' | 'softVerbal' | 'loses' | 'inO' | 'third', RegExp> & { soft: string }

function read(word: string, tables: Tables, how: Reading): string[] {
  const { nouns, soft, softVerbal } = how
  const found = asNoun(word, tables, soft)
  const verbal = word.search(softVerbal)
  if (verbal > 0) found.push(word.slice(0, verbal + 1))
  if (!nouns.test(word)) found.push(...asVerb(word, tables, how))
  const compared = cut(word, tables.comparatives, endsInConsonant)
  if (!compared) return found
  const positive = word.startsWith('vis') ? [compared.stem, compared.stem.slice(3)] : [compared.stem]
  // Participles are compared, too: zinošāks.
  return [...found, ...positive, ...asVerb(`${compared.stem}s`, tables, how)]
}

function asNoun(word: string, { nominal }: Tables, soft: string): string[] {
  const found = cut(word, nominal, endsInConsonant)
  if (!found) return [word]
  const { stem, ending } = found
  const stems = [unsoftened(stem)]
  // Of a verb the š is the root's: novērš.
  if (ending === soft[0]) stems.push(word)
  const hard = softening.includes(ending) ? ['t', 'd'][soft.indexOf(stem.at(-1)!)] : undefined
  if (hard) stems.push(stem.slice(0, -1) + hard)
  return stems
}

/** Lips soften with a j: attieksme, attieksmju; upe, upju. */
const unsoftened = (stem: string) => stem.replace(/(?<=[bpmv])j$/u, '')

function asVerb(word: string, endings: Tables, { loses, inO, third }: Reading): string[] {
  const stems: string[] = []
  const long = cut(word, endings.verbal, endsInConsonant)
  if (long) {
    const [vowel] = long.ending
    const kept = long.stem + vowel
    stems.push(loses.test(kept) ? long.stem : kept)
    // As a rule what ends so is no infinitive, but the participle of another verb: zinot.
    if (/^o(t|ties)$/.test(long.ending) && !inO.test(long.stem)) stems.push(long.stem)
  }
  if (third.test(word)) stems.push(word)
  const short = cut(word, endings.afterConsonant, endsInConsonant)
  if (short) stems.push(unsoftened(short.stem))
  const infinitive = cut(word, endings.afterInfinitive, rootOfInfinitive)
  if (infinitive) stems.push(infinitive.stem)
  return stems.flatMap((stem) => [unsoftened(stem), ...presentsOf(stem)])
}

/** Roots of the first conjugation in the present, where they are others: k and g become c and dz. */
function presentsOf(root: string): string[] {
  const changed = presentOfInfinitive.get(root) ?? plainPresents[0]!.get(root)
  if (changed !== undefined) return [changed]
  if (root.endsWith('k')) return [`${root.slice(0, -1)}c`]
  if (root.endsWith('g')) return [`${root.slice(0, -1)}dz`]
  return []
}
