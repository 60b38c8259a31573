import { fold } from './fold.ts'
import { type Indexed, type SearchIndex, stemKey } from './index-framework.ts'
import { stemsOf, stemsOfPlain } from './stem.ts'

/** Words of an index, and how well each answers a word asked for, at most 1. */
export type Matches = Map<Indexed, number>

/** As it is, but for diacritics, in another form, as one without diacritics may be meant, as its beginning, with a slip. */
const worth = { same: 1, folded: 0.97, form: 0.95, plain: 0.9, beginning: 0.5, slip: 0.4 }

const SHORTEST_BEGINNING = 2

/** The word itself and its other forms. */
export function formsOf(index: SearchIndex, written: string): Matches {
  const matches: Matches = new Map()
  const add = (found: readonly Indexed[] | undefined, value: number) => {
    for (const word of found ?? []) if (!matches.has(word)) matches.set(word, value)
  }
  const folded = index.byFolded.get(fold(written))
  add(
    folded?.filter((word) => word.written === written),
    worth.same,
  )
  add(folded, worth.folded)
  const addForms = (stems: typeof stemsOf, value: number) => {
    for (const language of index.languages)
      for (const stem of stems(written, language)) add(index.byStem.get(stemKey(language, stem)), value)
  }
  addForms(stemsOf, worth.form)
  if (matches.size === 0) addForms(stemsOfPlain, worth.plain)
  return matches
}

/** Those, and words that begin with it. */
export function matchWord(index: SearchIndex, written: string): Matches {
  const matches = formsOf(index, written)
  const beginning = fold(written)
  if (beginning.length < SHORTEST_BEGINNING) return matches
  for (const word of index.vocabulary)
    if (!matches.has(word) && word.folded.startsWith(beginning)) matches.set(word, worth.beginning)
  return matches
}

/** Words that differ by a slip: one letter of a stem of five letters or more, two of one of nine. */
export function matchSlip(index: SearchIndex, written: string): Matches {
  const asked = new Map(
    index.languages.map((language) => [
      language,
      [...stemsOf(written, language), ...stemsOfPlain(written, language)],
    ]),
  )
  const slips = index.vocabulary.filter(({ language, stems }) =>
    stems.some((stem) => asked.get(language)!.some((meant) => isWithin(slipsIn(meant), meant, stem))),
  )
  return new Map(slips.map((word) => [word, worth.slip]))
}

const slipsIn = ({ length }: string) => (length < 5 ? 0 : length < 9 ? 1 : 2)

/** Whether at most `bound` letters are missing, too many, others or swapped with the next; the first one is right. */
function isWithin(bound: number, a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > bound) return false
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    if (Math.min(...row) > bound) return false
    before = last
    last = row
  }
  return last[b.length]! <= bound
}
