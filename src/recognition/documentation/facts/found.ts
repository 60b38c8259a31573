import { countedFacts, type EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'

/** How often something is in a file. */
export type FactCounts = Partial<Record<(typeof countedFacts)[number], number>>

type Said = Extract<EvidenceFact, { value: string }>['fact']

/** As many letters of what a file says of itself as are kept. */
const MAX_TEXT = 200

/** What a file says, as one line without characters that control. */
export const lineIn = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT)
    .toWellFormed()

/** The facts that are counted, in their order. What is not there at all is told where it was looked for. */
export const countedIn = (counts: FactCounts): EvidenceFact[] =>
  countedFacts.flatMap((fact) => {
    const value = counts[fact]
    return value === undefined || !Number.isSafeInteger(value) || value < 0 ? [] : [{ fact, value }]
  })

/** What a file says of itself; nothing where it says nothing. */
export function said(fact: Said, text: string | null | undefined): EvidenceFact[] {
  const value = lineIn(text ?? '')
  return value === '' ? [] : [{ fact, value }]
}

/** A moment as files write it, without what is finer than a minute. */
export const momentIn = (text: string | null | undefined): string | null =>
  /^(\d{4})[-:](\d\d)[-:](\d\d)(?:[T ](\d\d:\d\d))?/
    .exec(text ?? '')
    ?.slice(1, 5)
    .reduce(joinMoment) ?? null

const joinMoment = (before: string, part: string | undefined, index: number) =>
  part === undefined ? before : `${before}${index === 3 ? ' ' : '-'}${part}`

export const countFact = (counts: FactCounts, fact: keyof FactCounts, more = 1): void => {
  counts[fact] = (counts[fact] ?? 0) + more
}

/** A number as documents write one; undefined for anything else. */
export const numberIn = (text: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(text?.trim() ?? '') ? Number(text) : undefined

/** So many macros and links are named. */
const MOST = 20

/** What is in a file, by its names: the first of them. */
export const named = (fact: 'macros' | 'outside-links', names: readonly string[]): EvidenceFact[] =>
  names.length === 0 ? [] : [{ fact, value: names.slice(0, MOST).map(lineIn) }]
