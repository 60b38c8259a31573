import { period } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'
import type { Among, AmongDays, readAssigning } from './read-several.ts'

const back = (secret: string, language: Language) =>
  html`<p><a href="/desk/${secret}?lang=${language}">${say('to-desk')(language)}</a></p>`

/** A box for each learner, ticked. */
const boxes = (items: readonly Among[], name: string): Html[] =>
  items.map(
    ({
      id,
      learner,
      sending,
      evidence,
    }) => html`<div class="choice"><input type="checkbox" id="i${id}" name="${name}" value="${id}" checked>
<label for="i${id}"><strong>${learner}</strong>, ${sending}${evidence.length > 0 ? html`<br>${evidence.join('; ')}` : null}</label></div>`,
  )

/** The work of several learners, to be attested at once. */
export function renderAttesting(items: readonly Among[], secret: string, language: Language): string {
  const w = say.in(language)
  const form =
    items.length === 0
      ? html`<p class="made">${w('nothing-waits')}</p>`
      : html`<form class="panel" method="post" action="/desk/${secret}/attestations?lang=${language}">
<p>${w('attest-lead')}</p>
<fieldset><legend>${w('learners')}</legend>${boxes(items, 'cases')}</fieldset>
<div class="field"><label for="statement">${w('your-words')}</label>
<textarea id="statement" name="statement" rows="3" maxlength="2000" required>
${w('attest-statement')}</textarea></div>
${formField()}<p><button>${w('attest')}</button></p></form>`
  return linkPage(language, w('attest-title'), html`${back(secret, language)}${form}`, 'documentation')
}

/** Who was there on which days, to be attested at once. */
export function renderDays(items: readonly AmongDays[], secret: string, language: Language): string {
  const w = say.in(language)
  const form =
    items.length === 0
      ? html`<p class="made">${w('nothing-waits')}</p>`
      : html`<form class="panel" method="post" action="/desk/${secret}/days?lang=${language}">
<p>${w('days-lead')}</p>
<fieldset><legend>${w('participants')}</legend>${items.map(
          (
            item,
          ) => html`<div class="choice"><input type="checkbox" id="i${item.id}" name="stays" value="${item.id}" checked>
<label for="i${item.id}"><strong>${item.learner}</strong>, ${item.sending}<br>${period(item.startsOn, item.endsOn, language)}</label></div>`,
        )}</fieldset>
${formField()}<p><button>${w('attest-days')}</button></p></form>`
  return linkPage(language, w('days-title'), html`${back(secret, language)}${form}`)
}

/** Whether there is a conflict of interest: none for all that are ticked, or one of them, said for each. */
export function renderDeclaring(items: readonly Among[], secret: string, language: Language): string {
  const w = say.in(language)
  const action = `/desk/${secret}/conflicts?lang=${language}`
  const form =
    items.length === 0
      ? html`<p class="made">${w('nothing-waits')}</p>`
      : html`<form class="panel" method="post" action="${action}">
<p>${w('conflict-lead')}</p><ul><li>${w('not-trained')}</li><li>${w('not-related')}</li><li>${w('no-other')}</li></ul>
<fieldset><legend>${w('learners')}</legend>${boxes(items, 'assignments')}</fieldset>
${formField()}<p><button>${w('declare-none')}</button></p></form>
<h2>${w('conflict-title')}</h2><p>${w('conflict-hint')}</p>
${items.map((item) => conflictForm(item, action, language))}`
  return linkPage(language, w('declare-title'), html`${back(secret, language)}${form}`, 'assessment')
}

function conflictForm({ id, learner }: Among, action: string, language: Language): Html {
  const w = say.in(language)
  return html`<details><summary>${learner}</summary><form method="post" action="${action}">
<input type="hidden" name="assignments" value="${id}">
<div class="field"><label for="t${id}">${w('trained-on')}</label><input id="t${id}" name="lastTrainedOn" type="date"></div>
<div class="choice"><input type="checkbox" id="r${id}" name="related" value="true"><label for="r${id}">${w('is-related')}</label></div>
<div class="field"><label for="o${id}">${w('other-conflict')}</label>
<textarea id="o${id}" name="otherConflict" rows="2" maxlength="2000"></textarea></div>
${formField()}<p><button class="quiet">${w('declare-conflict')}</button></p></form></details>`
}

/** Who of the host is to assess a case. */
export function renderAssigning(
  seen: Awaited<ReturnType<typeof readAssigning>>,
  secret: string,
  language: Language,
): string {
  const w = say.in(language)
  const { recognitionId, round, assessors, learner, sending } = seen
  const form =
    assessors.length === 0
      ? html`<p class="caution-note">${w('no-assessors')}</p>`
      : html`<form class="panel" method="post" action="/desk/${secret}/recognitions/${recognitionId}/assignments?lang=${language}">
<fieldset><legend>${w('who-assesses')}</legend>${assessors.map(
          (
            { id, name },
            index,
          ) => html`<div class="choice"><input type="radio" id="m${id}" name="memberId" value="${id}" required${index === 0 ? html` checked` : null}>
<label for="m${id}">${name}</label></div>`,
        )}</fieldset><input type="hidden" name="round" value="${round}">
${formField()}<p><button>${w('assign')}</button></p></form>`
  return linkPage(
    language,
    w('assign-title'),
    html`${back(secret, language)}<p class="lead">${learner}, ${sending}</p>${form}`,
    'assessment',
  )
}
