import { leafKey, leavesOf } from './text-leaves.ts'

/** The texts of a framework in further languages, by language. */
export type Translations = Map<string, Record<string, unknown>>

/** How many of the texts of a wording another one has. The name of a framework, and what stands beneath it, are no texts of it. */
export function shareOf(whole: object, own: object): { texts: number; of: number } {
  const there = new Set(leavesOf(own).map(leafKey))
  const wanted = leavesOf(whole)
    .map(leafKey)
    .filter((key) => !key.startsWith('about/'))
  return { texts: wanted.filter((key) => there.has(key)).length, of: wanted.length }
}

/** A wording that says that it is partial where it lacks any text that the whole one has. */
export function worded<T extends object>(whole: object, own: T): T & { partial?: true } {
  const { texts, of } = shareOf(whole, own)
  return texts < of ? { ...own, partial: true } : own
}

/** What the report of an import says of a partial wording; nothing of a whole one. */
export function shareSaid(whole: object, own: { language: string }): string[] {
  const { texts, of } = shareOf(whole, own)
  if (texts === of) return []
  return [
    `${own.language}: ${texts} of ${of} texts (${Math.floor((texts * 100) / of)} %) are there, the rest is said in another wording`,
  ]
}
