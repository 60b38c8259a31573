import { type Html, html } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'
import { type PieceRead, sayFacts } from './say-facts.ts'

/** What can be read from a file, for whoever judges it to look into; nothing of it is a mark. */
export function factsHtml(piece: PieceRead, language: Language): Html | null {
  const facts = sayFacts(piece, language)
  if (facts.length === 0) return null
  const w = say.in(language)
  return html`<details><summary>${w('facts')}</summary><p class="hint">${w('facts-hint')}</p>
<ul>${facts.map((fact) => html`<li>${fact}</li>`)}</ul></details>`
}
