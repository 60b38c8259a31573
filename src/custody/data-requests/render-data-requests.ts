import type { LinkHolder } from '../../platform/auth/link-terms.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, selectHtml, spaceHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import { dataRights } from './data-request.ts'
import type { OwnRequests } from './schemas.ts'
import { say } from './words.ts'

type Shown = OwnRequests['items'][number]
type Place = { base: string; language: Language; link: { party: LinkHolder } }

/** What may be asked for about one's data, and what was, with what became of it. */
export function renderDataRequests({ items, open }: OwnRequests, form: FilledForm, place: Place): string {
  const { base, language } = place
  const { party } = place.link
  const w = say.in(language)
  const options = dataRights
    .filter((right) => !open.includes(right))
    .map((value) => ({ value, label: w(`right-${value}`) }))
  const right = { name: 'right', label: w('which-right'), options, required: true }
  const said = { name: 'said', label: w('own-words'), hint: w('own-words-hint'), max: 2000, rows: 4 }
  const asking = html`<form class="panel" method="post" action="${base}?lang=${language}">
${selectHtml(form, right, language)}
${spaceHtml(form, said, language)}
<p><button>${w('ask')}</button></p></form>`
  const asked = html`<h2>${w('asked')}</h2>
<ul class="forms">${items.map((item) => itemHtml(item, language))}</ul>`
  const body = html`<p class="lead">${w('intro', { party })}</p>
${wrongHtml(form, language)}
${options.length > 0 ? asking : null}
${items.length > 0 ? asked : null}`
  return linkPage(language, w('title', { party }), body)
}

/** One request with what became of it. */
function itemHtml(item: Shown, language: Language): Html {
  const w = say.in(language)
  const { right, state, said, extensionReason, answer, outcome } = item
  const day = (on: string) => writeDayWithin(on, language)
  const until = state === 'answered' ? null : html`<p>${w('answered-until', { day: item.dueOn })}</p>`
  return html`<li><h3>${w(`right-${right}`)}</h3>
<p>${w('asked-on', { day: day(item.receivedOn) })}</p>
${said === null ? null : html`<p class="said">${said}</p>`}
${until}
${extensionReason === null ? null : html`<p>${w('takes-longer')}</p><p class="said">${extensionReason}</p>`}
${outcome === null ? null : html`<p>${w(`outcome-${outcome}`)}</p>`}
${answer === null ? null : html`<p class="said">${answer}</p>`}</li>`
}
