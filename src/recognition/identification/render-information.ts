import type { InformationSheet } from '../../db/schema/recognition/identification.ts'
import { stageShown } from '../../mobility/mobilities/stage-shown.ts'
import { signerName } from '../../parties/names/signer-name.ts'
import { acceptance } from '../../platform/pages/forms/acceptance.ts'
import { afterSigning } from '../../platform/pages/forms/after-signing.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { type Ending, linkHint, linkPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, spaceHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Stage } from '../stage.ts'
import type { Acknowledgement } from './store.ts'
import { say } from './words.ts'

/** The information sheet with the form to acknowledge it; the form names the hash of what was shown. */
export function renderInformation(
  sheet: InformationSheet,
  hash: string,
  link: Ending,
  { form, takesOthers }: { form: FilledForm; takesOthers: boolean },
): string {
  const { language } = sheet
  const w = say.in(language)
  const needs = { name: 'accommodations', label: w('needs'), hint: w('needs-hint'), max: 2000, rows: 4 }
  const body = html`${wrongHtml(form, language)}
${sectionsHtml(sheet)}
<form class="panel" method="post">
<h2>${w('acknowledging')}</h2>
<input type="hidden" name="hash" value="${hash}">
${spaceHtml(form, needs, language)}
${acceptance(form, { name: w('name'), accept: w('agree'), send: w('submit') }, takesOthers, language)}
${linkHint(language, link)}
<p class="hash">${w('hash')}: <code>${hash}</code></p>
</form>`
  return linkPage(language, w('title'), body, 'identification')
}

const sectionsHtml = ({ sections }: InformationSheet): Html[] =>
  sections.map(
    ({ title, paragraphs, items }) => html`<section>
<h2>${title}</h2>
${paragraphs.map((text) => html`<p>${text}</p>`)}
${items.length > 0 ? html`<ul>${items.map((text) => html`<li>${text}</li>`)}</ul>` : ''}
</section>`,
  )

/**
 * The sheet as it was acknowledged, in the language in which it was read, and what is said of it in that of whoever looks;
 * `stage`: of the case, `file`: where the sheet is to be had as a file; neither in that file itself.
 */
export function renderGiven(
  { sheet, name, onBehalf, at, hash }: Acknowledgement,
  { stage, zone, file }: { stage: Stage | null; zone: Zone; file: string | null },
  language: Language,
): string {
  const w = say.in(language)
  const body = html`<p class="lead">${w('given', { name: signerName({ name, onBehalf }, language), day: dayOf(at, zone) })}</p>
${file && html`<p><a href="${file}">${w('file')}</a></p>`}
<div lang="${sheet.language}">${sectionsHtml(sheet)}</div>
<p class="hash">${w('hash')}: <code>${hash}</code></p>`
  return linkPage(language, w('title'), body, stage === null ? undefined : stageShown(stage))
}

/** What whoever has just acknowledged the sheet reads: what that was, where a copy is, and what comes next. */
export function renderAcknowledged(
  { name, onBehalf, at }: Acknowledgement,
  { sending, evidenceUntil }: { sending: string; evidenceUntil: string },
  { zone, base }: { zone: Zone; base: string },
  language: Language,
): string {
  const w = say.in(language)
  return afterSigning(
    {
      title: w('title'),
      stage: 'identification',
      done: w('done'),
      what: w('title'),
      name: signerName({ name, onBehalf }, language),
      day: dayOf(at, zone),
      file: `${base}/information.html`,
      next: [w('next-claim'), w('next-evidence', { day: evidenceUntil })],
      ask: sending,
    },
    language,
  )
}
