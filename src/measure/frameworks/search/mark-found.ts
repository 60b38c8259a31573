import { html } from '../../../platform/pages/html.ts'
import { keysOf, wordsIn } from './words-of.ts'

/** Where a word stands in a text, in UTF-16 code units. */
export type FoundPlace = { start: number; end: number }

/** A text as HTML: escaped, with `<mark>` around each word that was found; and where these stand in the text itself. */
export function markFound(
  text: string,
  found: ReadonlySet<string>,
): { marked: string; places: FoundPlace[] } {
  const places = wordsIn(text)
    .filter((word) => keysOf(word).some((key) => found.has(key)))
    .map(({ start, end }) => ({ start, end }))
  let marked = ''
  let after = 0
  for (const { start, end } of places) {
    marked += html`${text.slice(after, start)}<mark>${text.slice(start, end)}</mark>`
    after = end
  }
  return { marked: marked + html`${text.slice(after)}`.text, places }
}
