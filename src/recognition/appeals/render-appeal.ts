import type { z } from 'zod'
import { signerHtml } from '../../platform/pages/forms/acceptance.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { type Ending, linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, spaceHtml, textOf, ticksHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { AppealPage } from './schemas.ts'
import { say } from './words.ts'

type Page = z.infer<typeof AppealPage>
/** The link of a page: where its forms are sent, until when it works, and whether something was submitted through it. */
type PageLink = Ending & { base: string; used: boolean }

/** The learner's own results with their marks, what was submitted so far, and the form to appeal or complain. */
export function renderAppealPage(page: Page, link: PageLink, form: FilledForm, language: Language): string {
  const w = say.in(language)
  const { outcomes, appeals } = page
  const closed = page.lastDay ? w('closed') : null
  const body = html`${wrongHtml(form, language)}${outcomes.length > 0 ? html`<h2>${w('results')}</h2><ul class="outcomes">${outcomes.map((outcome) => outcomeHtml(outcome, language))}</ul>` : html`<p>${w('open')}</p>`}
${appeals.length > 0 ? html`<h2>${w('earlier')}</h2><ul class="outcomes">${appeals.map((appeal) => appealHtml(appeal, link, language))}</ul>` : null}
${page.may.length > 0 ? formHtml(page, link.base, form, language) : html`<p>${link.used ? w('used') : closed}</p>`}
${linkHint(language, link)}`
  return linkPage(language, w('title'), body, outcomes.length > 0 ? 'over' : undefined)
}

/** What became of what was sent, with the day on which it is due where there is one. */
export function renderDone(sentence: 'done' | 'withdrawn', dueOn: string | null, language: Language): string {
  return thanksPage(language, say('title')(language), say(sentence, { day: dueOn ?? '' })(language))
}

function outcomeHtml(outcome: Page['outcomes'][number], language: Language): Html {
  const w = say.in(language)
  const { competence, title, levelName, targetName, result, reason, marks } = outcome
  const levels = [
    levelName === null ? null : w('level', { level: levelName }),
    targetName === null ? null : w('target', { level: targetName }),
  ].filter((part) => part !== null)
  return html`<li><h3><span>${competence}</span> ${title}</h3>
<p class="result ${result}">${w(`result-${result}`)}</p>
${levels.length > 0 ? html`<p class="levels">${levels.join(' · ')}</p>` : null}
${reason === null ? null : html`<p class="levels">${w('reason', { reason })}</p>`}
<details><summary>${w('marks', { count: marks.length })}</summary>
<ul>${marks.map(
    ({ criterion, mark, comment }) =>
      html`<li>${criterion}: <strong>${w(`mark-${mark}`)}</strong>${comment === null ? null : html` – ${comment}`}</li>`,
  )}</ul></details></li>`
}

function appealHtml(
  appeal: Page['appeals'][number],
  { base, zone }: Pick<PageLink, 'base' | 'zone'>,
  language: Language,
): Html {
  const w = say.in(language)
  const dayIn = (at: string) => dayOf(new Date(at), zone)
  const { id, kind, state, competences, submittedAt, closedAt, dueOn, reasons } = appeal
  const facts = [
    competences.length > 0 ? w('contested', { competences: competences.join(', ') }) : null,
    w('submitted-on', { day: dayIn(submittedAt) }),
    closedAt ? w('closed-on', { day: dayIn(closedAt) }) : w('due-by', { day: dueOn }),
  ].filter((part) => part !== null)
  const withdraw = html`<form method="post" action="${base}/withdrawal?lang=${language}">
<input type="hidden" name="appealId" value="${id}">
<p><button class="quiet">${w('withdraw')}</button></p></form>`
  return html`<li class="whole"><h3>${w(`kind-${kind}`)}: ${w(`state-${state}`)}</h3>
<p class="levels">${facts.join(' · ')}</p>
${reasons === null ? null : html`<p class="levels">${w('reason', { reason: reasons })}</p>`}
${closedAt === null ? withdraw : null}</li>`
}

function formHtml(page: Page, base: string, form: FilledForm, language: Language): Html {
  const w = say.in(language)
  const kinds = page.may.map((kind) => {
    const chosen = textOf(form.typed, 'kind') || page.may[0]
    const checked = kind === chosen ? html` checked` : null
    return html`<div class="choice"><input type="radio" id="${kind}" name="kind" value="${kind}" required${checked}>
<label for="${kind}">${w(`kind-${kind}`)}</label></div>`
  })
  const options = page.outcomes.map(({ competence, title }) => ({
    value: competence,
    label: `${competence} ${title}`,
  }))
  const { lastDay } = page
  return html`<form class="panel" method="post" action="${base}?lang=${language}">
<h2>${w('submitting')}</h2>
<p>${w('people')}</p>
${lastDay === null ? null : html`<p><strong>${w('last-day', { day: lastDay })}</strong></p>`}
<fieldset><legend>${w('kind')}</legend>${kinds}</fieldset>
${options.length > 0 ? ticksHtml(form, { name: 'competences', label: w('about'), options }, language) : null}
${spaceHtml(form, { name: 'grounds', label: w('grounds'), max: 5000, rows: 8, required: true }, language)}
${signerHtml(form, w('name'), true, language)}
<p><button>${w('submit')}</button></p>
</form>`
}
