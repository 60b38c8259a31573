import type { LinkHolder } from '../../platform/auth/link-terms.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, spaceHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { OwnAsked } from './schemas.ts'
import { say } from './words.ts'

type Place = { base: string; language: Language; link: { party: LinkHolder; zone: Zone } }

/** The form to ask the school something, and what was asked with its answers, the newest first. */
export function renderQuestions({ items, asks }: OwnAsked, form: FilledForm, place: Place): string {
  const { base, language, link } = place
  const w = say.in(language)
  const question = { name: 'question', label: w('question'), max: 2000, rows: 5, required: true }
  const asking = html`<form class="panel" method="post" action="${base}?lang=${language}">
${spaceHtml(form, question, language)}
<p><button>${w('send')}</button></p></form>`
  const body = html`<p class="lead">${w('intro')}</p>
${wrongHtml(form, language)}
${asks ? asking : html`<p>${w('enough')}</p>`}
${items.map((item) => itemHtml(item, link.zone, language))}`
  return linkPage(language, w('title'), body)
}

function itemHtml(item: OwnAsked['items'][number], zone: Zone, language: Language): Html {
  const w = say.in(language)
  const day = (at: string) => writeDayWithin(dayOf(new Date(at), zone), language)
  const answer =
    item.answer === null || item.answeredAt === null
      ? html`<p>${w('waits')}</p>`
      : html`<p>${w('answered', { day: day(item.answeredAt) })}</p><p class="said">${item.answer}</p>`
  return html`<section><h2>${w('asked', { day: day(item.askedAt) })}</h2>
<p class="said">${item.question}</p>
${answer}</section>`
}
