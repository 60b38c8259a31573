import { writeDayWithin } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { linkPage, thanksPage } from '../../../platform/pages/link-page.ts'
import {
  besideHtml,
  describedBy,
  type FilledForm,
  selectHtml,
  textOf,
  wrongHtml,
} from '../../../platform/pages/typed-form.ts'
import type { Language } from '../../../platform/words/language.ts'
import { timesToWrite } from './private-address.ts'
import type { AddressToConfirmShown, OwnAddressesShown } from './schemas.ts'
import { say } from './words.ts'

type Place = { base: string; language: Language }

/** Where a learner sees at which addresses they are reached, and gives one of their own. */
export function renderAddresses(
  shown: OwnAddressesShown,
  form: FilledForm,
  { base, language }: Place,
): string {
  const w = say.in(language)
  const options = timesToWrite.map((value) => ({ value, label: w(`write-${value}`) }))
  const typed = { write: 'after-end', ...form.typed }
  const body = html`<p class="lead">${w('intro', { organisation: shown.organisation })}</p>
${knownHtml(shown, base, language)}
${wrongHtml(form, language)}
<form class="panel" method="post" action="${base}?lang=${language}">
<div class="field"><label for="email">${w('email')}</label>
<p class="hint" id="email-hint">${w('email-hint')}</p>${besideHtml(form, 'email', language)}
<input id="email" name="email" type="email" required maxlength="320" autocomplete="email" value="${textOf(typed, 'email')}"${describedBy(form, 'email', true)}></div>
${selectHtml({ ...form, typed }, { name: 'write', label: w('write'), options, required: true }, language)}
<p><button>${w('send')}</button></p></form>`
  return linkPage(language, w('title'), body)
}

function knownHtml(shown: OwnAddressesShown, base: string, language: Language): Html | null {
  const { organisation, email, emailEnds, privateEmail, write, waiting } = shown
  const w = say.in(language)
  const day = (on: string) => writeDayWithin(on, language)
  const known = email === null ? null : { organisation, email }
  const lines = [
    ...(known === null
      ? []
      : [
          html`${emailEnds === null ? w('of-school', known) : w('of-school-until', { ...known, day: day(emailEnds) })}`,
        ]),
    ...(privateEmail === null
      ? []
      : [
          html`${w(`own-${write ?? 'after-end'}`, { email: privateEmail })}${takeBackHtml('confirmed', base, language)}`,
        ]),
    ...(waiting === null
      ? []
      : [
          html`${w('waiting', { email: waiting.email, day: day(waiting.until) })}${takeBackHtml('waiting', base, language)}`,
        ]),
  ]
  return lines.length === 0
    ? null
    : html`<ul class="forms">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}

const takeBackHtml = (which: 'confirmed' | 'waiting', base: string, language: Language): Html =>
  html`<form method="post" action="${base}/withdrawal?lang=${language}"><input type="hidden" name="which" value="${which}">
<p><button class="quiet">${say('take-back', { which })(language)}</button></p></form>`

/** Where somebody who was sent a link to an address confirms that it is theirs. */
export function renderConfirming(
  { email, confirmed }: AddressToConfirmShown,
  { base, language }: Place,
): string {
  const w = say.in(language)
  if (confirmed || email === null) return thanksPage(language, w('confirmed-title'), w('confirmed'))
  const body = html`<p class="lead">${w('confirm-intro', { email })}</p>
<form class="panel" method="post" action="${base}?lang=${language}">
<p><button>${w('confirm')}</button></p></form>
<p>${w('not-yours')}</p>`
  return linkPage(language, w('confirm-title'), body)
}
