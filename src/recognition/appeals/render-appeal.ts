import type { z } from 'zod'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import type { AppealPage } from './schemas.ts'
import { words } from './words.ts'

type Page = z.infer<typeof AppealPage>
type Language = 'lv' | 'en'
/** The link of a page: where its forms are sent, until when it works, and whether something was submitted through it. */
type PageLink = { secret: string; expiresAt: Date; used: boolean }

/** The learner's own results with their marks, what was submitted so far, and the form to appeal or complain. */
export function renderAppealPage(page: Page, link: PageLink, language: Language): string {
  const w = words[language]
  const { outcomes, appeals } = page
  const over = link.used ? w.used : page.lastDay ? w.closed : null
  const body = html`${outcomes.length > 0 ? html`<h2>${w.results}</h2><ul class="outcomes">${outcomes.map((one) => outcomeHtml(one, language))}</ul>` : html`<p>${w.open}</p>`}
${appeals.length > 0 ? html`<h2>${w.earlier}</h2><ul class="outcomes">${appeals.map((one) => appealHtml(one, link.secret, language))}</ul>` : null}
${page.may.length > 0 ? formHtml(page, link.secret, language) : html`<p>${over}</p>`}
${linkHint(language, link.expiresAt, 'until')}`
  return linkPage(language, w.title, body)
}

/** What became of what was sent, with the day on which it is due where there is one. */
export function renderDone(sentence: 'done' | 'withdrawn', dueOn: string | null, language: Language): string {
  const w = words[language]
  const said = dueOn === null ? w[sentence] : w[sentence].replace('{day}', writeDayWithin(dueOn, language))
  return thanksPage(language, w.title, said)
}

function outcomeHtml(one: Page['outcomes'][number], language: Language): Html {
  const w = words[language]
  const levels = [
    one.level === null ? null : `${w.level}: ${one.level}`,
    one.target === null ? null : `${w.target}: ${one.target}`,
  ].filter((part) => part !== null)
  return html`<li><h3><span>${one.competence}</span> ${one.title}</h3>
<p class="result ${one.result}">${w.result[one.result]}</p>
${levels.length > 0 ? html`<p class="levels">${levels.join(' · ')}</p>` : null}
${one.reason === null ? null : html`<p class="levels">${w.reason}: ${one.reason}</p>`}
<details><summary>${w.marks} (${one.marks.length})</summary>
<ul>${one.marks.map(
    (mark) =>
      html`<li>${mark.criterion}: <strong>${w.mark[mark.mark]}</strong>${mark.comment === null ? null : html` – ${mark.comment}`}</li>`,
  )}</ul></details></li>`
}

function appealHtml(one: Page['appeals'][number], secret: string, language: Language): Html {
  const w = words[language]
  const day = (date: string) => writeDayWithin(date, language)
  const facts = [
    one.competences.length > 0 ? `${w.contested}: ${one.competences.join(', ')}` : null,
    `${w.submitted} ${day(one.submittedAt)}`,
    one.closedAt ? `${w.decided} ${day(one.closedAt)}` : `${w.due} ${day(one.dueOn)}`,
  ].filter((part) => part !== null)
  const withdraw = html`<form method="post" action="/appeal/${secret}/withdrawal?lang=${language}">
<input type="hidden" name="appealId" value="${one.id}">
<p><button class="quiet">${w.withdraw}</button></p></form>`
  return html`<li class="whole"><h3>${w.kinds[one.kind]}: ${w.states[one.state]}</h3>
<p class="levels">${facts.join(' · ')}</p>
${one.reasons === null ? null : html`<p class="levels">${w.reason}: ${one.reasons}</p>`}
${one.closedAt === null ? withdraw : null}</li>`
}

function formHtml(page: Page, secret: string, language: Language): Html {
  const w = words[language]
  const kinds = page.may.map((kind, index) => {
    const checked = index === 0 ? html` checked` : null
    return html`<div class="choice"><input type="radio" id="${kind}" name="kind" value="${kind}" required${checked}>
<label for="${kind}">${w.kinds[kind]}</label></div>`
  })
  const outcomes = page.outcomes.map(
    ({ competence, title }) =>
      html`<div class="choice"><input type="checkbox" id="outcome-${competence}" name="competences" value="${competence}">
<label for="outcome-${competence}">${competence} ${title}</label></div>`,
  )
  const lastDay =
    page.lastDay === null
      ? null
      : html`<p><strong>${w.lastDay.replace('{day}', writeDayWithin(page.lastDay, language))}</strong></p>`
  return html`<form class="panel" method="post" action="/appeal/${secret}?lang=${language}">
<h2>${w.submitting}</h2>
<p>${w.people}</p>
${lastDay}
<fieldset><legend>${w.kind}</legend>${kinds}</fieldset>
${outcomes.length > 0 ? html`<fieldset><legend>${w.about}</legend>${outcomes}</fieldset>` : null}
<div class="field"><label for="grounds">${w.grounds}</label>
<textarea id="grounds" name="grounds" required maxlength="5000" rows="8"></textarea></div>
<div class="field"><label for="name">${w.name}</label>
<input id="name" name="name" required maxlength="200" autocomplete="name"></div>
<p><button>${w.submit}</button></p>
</form>`
}
