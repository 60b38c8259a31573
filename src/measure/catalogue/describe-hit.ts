import { markFound } from '../frameworks/search/mark-found.ts'
import type { Found } from '../frameworks/search/search.ts'

/** What was found as the catalogue shows it, with the words by which it was. */
export function describeHit({ entry, words }: Found) {
  const found = words()
  const { kind, id, competence, title, text, saidIn } = entry
  const inTitle = title === null ? null : markFound(title, found)
  const inText = markFound(text, found)
  const within = entry.within.flatMap((named) => {
    const { marked, places } = markFound(named.text, found)
    return places.length > 0 ? [{ ...named, markedText: marked, foundAt: places }] : []
  })
  const labels = entry.labels.filter((label) => markFound(label, found).places.length > 0)
  return {
    kind,
    id,
    competence,
    title,
    text,
    ...(saidIn === undefined ? {} : { saidIn }),
    markedTitle: inTitle?.marked ?? null,
    markedText: inText.marked,
    ...(inTitle ? { foundInTitle: inTitle.places } : {}),
    foundInText: inText.places,
    ...(within.length > 0 ? { [kind === 'competence' ? 'facets' : 'parts']: within } : {}),
    ...(labels.length > 0 ? { labels } : {}),
  }
}
