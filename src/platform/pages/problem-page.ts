import type { Language } from '../words/language.ts'
import { html, pageHtml } from './html.ts'
import { say } from './words.ts'

/** The statuses of which a person at a browser is told more than that it went wrong. */
const worded = [400, 404, 409, 413, 429, 503] as const

/** A problem as a page, for whoever reads it in a browser. */
export function renderProblem(status: number, requestId: string, language: Language): string {
  const w = say.in(language)
  const told = worded.find((known) => known === status) ?? 'other'
  const title = w(`problem-${told}`)
  const body = html`<h1>${title}</h1>
<p>${w(`problem-${told}-advice`)}</p>
<p class="hash">${w('request-number')}: ${requestId}</p>`
  return pageHtml(language, title, body)
}
