import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type {
  CertificateSnapshot,
  CertifiedFramework,
  CertifiedOutcome,
} from '../../certificates/snapshot.ts'
import { shownOf } from '../shown.ts'
import { say } from './words.ts'

/** The same in each language of the paper, in their order. */
type InEach = readonly string[]
/** Sentences that are read after the same words; without words, each of them stands for itself. */
export type SentenceGroup = { after: InEach; ends: InEach[] }

const isSaid = (text: InEach) => text.some((each) => each !== '')
const letters = 'abcdefghijklmnopqrstuvwxyz'
const keyOf = (text: InEach) => text.join('\n')

/** What was shown for each outcome, and the words that sentences of several of them are read after, which are said once. */
export type ToldOutcomes = { of: ReadonlyMap<CertifiedOutcome, SentenceGroup[]>; shared: readonly InEach[] }

/**
 * What is said of outcomes in words: all at the highest level shown, and below it what only the partners have words for.
 * What many sentences have in common stands once: what they are read after, what they begin with, and where they are of
 * several levels.
 */
export function tell(snapshot: CertificateSnapshot, languages: readonly Language[]): ToldOutcomes {
  const groups = snapshot.outcomes.map((outcome) => groupsOf(snapshot.framework, outcome, languages))
  const beginnings = countBeginnings(groups.flat().flatMap(({ ends }) => ends))
  const told = groups.map((each) => each.flatMap((group) => partedByBeginning(group, beginnings)))
  const uses = new Map<string, { after: InEach; count: number }>()
  for (const { after } of told.flat()) {
    const known = uses.get(keyOf(after))
    if (known) known.count++
    else if (isSaid(after)) uses.set(keyOf(after), { after, count: 1 })
  }
  return {
    of: new Map(snapshot.outcomes.map((outcome, index) => [outcome, told[index]!])),
    shared: [...uses.values()]
      .filter(({ count }) => count > 1)
      .map(({ after }) => after)
      .slice(0, letters.length),
  }
}

export const highestShown = ({ criteria = [] }: CertifiedOutcome): number =>
  Math.max(0, ...criteria.map(({ level }) => level ?? 0))

function groupsOf(
  framework: CertifiedFramework,
  outcome: CertifiedOutcome,
  languages: readonly Language[],
): SentenceGroup[] {
  const { criteria } = outcome
  const highest = highestShown(outcome)
  const own = criteria?.filter(({ source, level }) => source === 'framework' && (level ?? 0) === highest)
  const shown = shownOf(framework, { ...outcome, ...(own && { criteria: own }) })
  return [
    ...shown.map(({ lead, sentences }) => ({
      after: languages.map((language) => lead?.(language) ?? ''),
      ends: sentences.map((sentence) => languages.map((language) => readIn(sentence, language))),
    })),
    ...partnersOwn(framework, outcome, languages),
  ]
}

/** The partners' own sentences; one that they have for several levels, named at its end or not, stands once for all of them. */
function partnersOwn(
  framework: CertifiedFramework,
  { criteria = [] }: CertifiedOutcome,
  languages: readonly Language[],
): SentenceGroup[] {
  const titleOf = (level: number | null, language: Language) => {
    const step = framework.levels.find((each) => each.level === level)
    return step ? readIn(step.title, language) : null
  }
  const levelsOf = new Map<string, { text: InEach; levels: (number | null)[] }>()
  for (const { text, level, source } of criteria) {
    if (source !== 'partners') continue
    const said = languages.map((language) => {
      const [whole, named] = [readIn(text, language), ` (${titleOf(level, language)})`]
      return whole.endsWith(named) ? whole.slice(0, -named.length) : whole
    })
    const known = levelsOf.get(keyOf(said))
    if (known) known.levels.push(level)
    else levelsOf.set(keyOf(said), { text: said, levels: [level] })
  }
  const groups = new Map<string, SentenceGroup>()
  for (const { text, levels } of levelsOf.values()) {
    const key = levels.join()
    const group = groups.get(key) ?? { after: inEach(agreedAt(levels, titleOf), languages), ends: [] }
    groups.set(key, { ...group, ends: [...group.ends, text] })
  }
  return [...groups.values()]
}

const inEach = (said: Sentence, languages: readonly Language[]): InEach => languages.map(said)

function agreedAt(
  levels: readonly (number | null)[],
  titleOf: (level: number | null, language: Language) => string | null,
): Sentence {
  const named = (language: Language) =>
    levels
      .map((level) => titleOf(level, language))
      .filter(Boolean)
      .join(', ')
  return (language) =>
    named(language) ? say('agreed-at-level', { level: named })(language) : say('agreed')(language)
}

/** What sentences begin with, up to a colon; null where one of the languages has none. */
function beginningOf(sentence: InEach): InEach | null {
  const beginnings = sentence.map((text) => /^[^:;]{8,}:(?= \S)/.exec(text)?.[0])
  return beginnings.every((beginning) => beginning !== undefined) ? (beginnings as string[]) : null
}

function countBeginnings(sentences: readonly InEach[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const sentence of sentences) {
    const beginning = beginningOf(sentence)
    if (beginning) counts.set(keyOf(beginning), (counts.get(keyOf(beginning)) ?? 0) + 1)
  }
  return counts
}

/** Those first that begin each as they like. */
function partedByBeginning(
  { after, ends }: SentenceGroup,
  counts: ReadonlyMap<string, number>,
): SentenceGroup[] {
  const alone: SentenceGroup = { after, ends: [] }
  const parts = new Map<string, SentenceGroup>()
  for (const end of ends) {
    const beginning = beginningOf(end)
    if (!beginning || counts.get(keyOf(beginning))! < 2) {
      alone.ends.push(end)
      continue
    }
    const part = parts.get(keyOf(beginning)) ?? {
      after: after.map((each, index) => [each, beginning[index]!].filter(Boolean).join(' ')),
      ends: [],
    }
    parts.set(keyOf(beginning), part)
    part.ends.push(end.map((text, index) => text.slice(beginning[index]!.length + 1)))
  }
  return [alone, ...parts.values()].filter((part) => part.ends.length > 0)
}

const joined = (ends: readonly InEach[], language: number) =>
  ends.map((end) => end[language]!.replace(/[.;]$/, '')).join('; ')

const asParagraph = (parts: readonly string[][]) =>
  parts
    .map((part, index) => `${part.filter(Boolean).join(' ')}${index < parts.length - 1 ? '.' : ''}`)
    .join(' ')

/** The words that are said once, each after the letter that stands for them. */
export const sharedSaid = ({ shared }: ToldOutcomes, language: number): string =>
  shared.map((after, index) => `(${letters[index]}) ${after[language]!.replace(/:$/, '')}`).join('; ')

/** What was shown for an outcome as one paragraph of a language, by its place among those of the paper. */
export function paragraphOf(
  { of, shared }: ToldOutcomes,
  outcome: CertifiedOutcome,
  language: number,
): string {
  const keys = shared.map(keyOf)
  const told = of.get(outcome) ?? []
  return asParagraph(
    told.map(({ after, ends }) => {
      const known = keys.indexOf(keyOf(after))
      return [known < 0 ? after[language]! : `(${letters[known]})`, joined(ends, language)]
    }),
  )
}

/** What was judged and met at the highest level shown, without the words that tell the level. */
export function highestTold(
  framework: CertifiedFramework,
  outcome: CertifiedOutcome,
  language: Language,
): string {
  const highest = highestShown(outcome)
  const criteria = outcome.criteria?.filter(({ level }) => (level ?? 0) === highest)
  const groups = groupsOf(framework, { ...outcome, ...(criteria && { criteria }) }, [language])
  const ends = groups.flatMap((group) => group.ends)
  const parts = partedByBeginning({ after: [''], ends }, countBeginnings(ends))
  return asParagraph(parts.map((part) => [part.after[0]!, joined(part.ends, 0)]))
}
