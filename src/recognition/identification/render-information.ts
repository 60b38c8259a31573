import type { InformationSheet } from '../../db/schema/recognition/identification.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { acceptance, type Ending, linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Acknowledgement } from './store.ts'
import { say } from './words.ts'

/** The information sheet with the form to acknowledge it; the form names the hash of what was shown. */
export function renderInformation(sheet: InformationSheet, hash: string, link: Ending): string {
  const { language } = sheet
  const w = say.in(language)
  const body = html`${sectionsHtml(sheet)}
<form class="panel" method="post">
<h2>${w('acknowledging')}</h2>
<p class="hash">${w('hash')}: <code>${hash}</code></p>
<input type="hidden" name="hash" value="${hash}">
<div class="field"><label for="needs">${w('needs')}</label>
<textarea id="needs" name="accommodations" maxlength="2000" rows="4" aria-describedby="needs-hint"></textarea>
<p class="hint" id="needs-hint">${w('needs-hint')}</p></div>
${acceptance({ name: w('name'), accept: w('agree'), send: w('submit') })}
${linkHint(language, link)}
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

/** The sheet as it was acknowledged, in the language in which it was read; `file` is where it is to be had as a file. */
export function renderGiven(
  { sheet, name, at, hash }: Acknowledgement,
  zone: Zone,
  file: string | null,
): string {
  const { language } = sheet
  const w = say.in(language)
  const body = html`<p class="lead">${w('given', { name, day: dayOf(at, zone) })}</p>
${file && html`<p><a href="${file}">${w('file')}</a></p>`}
${sectionsHtml(sheet)}
<p class="hash">${w('hash')}: <code>${hash}</code></p>`
  return linkPage(language, w('title'), body)
}

export function renderAcknowledged(language: Language): string {
  const w = say.in(language)
  return thanksPage(language, w('title'), w('done'))
}
