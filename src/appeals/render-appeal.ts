import type { z } from 'zod'
import { type Html, html, pageHtml } from '../platform/http/html.ts'
import type { AppealPage } from './schemas.ts'
import { words } from './words.ts'

type Page = z.infer<typeof AppealPage>
type Language = 'lv' | 'en'

/** The learner's own results with their marks, what was submitted so far, and the form to appeal or complain. */
export function renderAppealPage(page: Page, used: boolean, secret: string, language: Language): string {
  const w = words[language]
  const body = html`
<h1>${w.title}</h1>
${page.outcomes.length > 0 ? html`<h2>${w.results}</h2>${page.outcomes.map((one) => outcomeHtml(one, language))}` : html`<p>${w.open}</p>`}
${page.appeals.length > 0 ? html`<h2>${w.earlier}</h2>${page.appeals.map((one) => appealHtml(one, secret, language))}` : null}
${page.may.length > 0 ? formHtml(page, secret, language) : html`<p>${used ? w.used : page.lastDay ? w.closed : null}</p>`}`
  return pageHtml(language, w.title, body, otherLanguage(language))
}

export function renderDone(sentence: string, language: Language): string {
  const w = words[language]
  return pageHtml(language, w.title, html`<h1>${w.title}</h1><p>${sentence}</p>`, otherLanguage(language))
}

function outcomeHtml(one: Page['outcomes'][number], language: Language): Html {
  const w = words[language]
  const level = one.level === null ? null : html`, ${w.level} ${one.level}`
  const target = one.target === null ? null : html`, ${w.target} ${one.target}`
  return html`<section>
<h3>${one.competence} ${one.title}</h3>
<p><strong>${w.result[one.result]}</strong>${level}${target}</p>
${one.reason === null ? null : html`<p>${w.reason}: ${one.reason}</p>`}
<details><summary>${w.marks} (${one.marks.length})</summary>
<ul>${one.marks.map(
    (mark) =>
      html`<li>${mark.criterion}: <strong>${w.mark[mark.mark]}</strong>${mark.comment === null ? null : html` – ${mark.comment}`}</li>`,
  )}</ul></details>
</section>`
}

function appealHtml(one: Page['appeals'][number], secret: string, language: Language): Html {
  const w = words[language]
  const when = one.closedAt ? html`${w.decided} ${one.closedAt.slice(0, 10)}` : html`${w.due} ${one.dueOn}`
  const withdraw = html`<form method="post" action="/appeal/${secret}/withdrawal?lang=${language}">
<input type="hidden" name="appealId" value="${one.id}">
<p><button>${w.withdraw}</button></p></form>`
  return html`<section>
<h3>${w.kinds[one.kind]}: ${w.states[one.state]}</h3>
<p>${one.competences.join(', ')} ${w.submitted} ${one.submittedAt.slice(0, 10)}; ${when}</p>
${one.reasons === null ? null : html`<p>${w.reason}: ${one.reasons}</p>`}
${one.closedAt === null ? withdraw : null}
</section>`
}

function formHtml(page: Page, secret: string, language: Language): Html {
  const w = words[language]
  const kinds = page.may.map(
    (kind, index) =>
      html`<p><label><input type="radio" name="kind" value="${kind}" required${index === 0 ? ' checked' : ''}> ${w.kinds[kind]}</label></p>`,
  )
  const outcomes = page.outcomes.map(
    (one) =>
      html`<p><label><input type="checkbox" name="competences" value="${one.competence}"> ${one.competence} ${one.title}</label></p>`,
  )
  return html`<h2>${w.submit}</h2>
<p>${w.people}</p>
${page.lastDay === null ? null : html`<p>${w.lastDay} ${page.lastDay}.</p>`}
<form method="post" action="/appeal/${secret}?lang=${language}">
<fieldset><legend>${w.kind}</legend>${kinds}</fieldset>
${outcomes.length > 0 ? html`<fieldset><legend>${w.about}</legend>${outcomes}</fieldset>` : null}
<p><label>${w.grounds}<br><textarea name="grounds" required maxlength="5000" rows="8"></textarea></label></p>
<p><label>${w.name}<br><input name="name" required maxlength="200" autocomplete="name"></label></p>
<p><button>${w.submit}</button></p>
</form>`
}

const otherLanguage = (language: Language) => ({
  href: language === 'lv' ? '?lang=en' : '?lang=lv',
  label: words[language].other,
})
