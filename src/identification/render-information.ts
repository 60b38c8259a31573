import type { InformationSheet } from '../db/schema/identification.ts'
import { html, pageHtml } from '../platform/http/html.ts'
import { words } from './words.ts'

/** The information sheet with the form to acknowledge it; the form names the hash of what was shown. */
export function renderInformation(sheet: InformationSheet, hash: string): string {
  const { language } = sheet
  const w = words[language]
  const sections = sheet.sections.map(
    ({ title, paragraphs, items }) => html`<section>
<h2>${title}</h2>
${paragraphs.map((text) => html`<p>${text}</p>`)}
${items.length > 0 ? html`<ul>${items.map((text) => html`<li>${text}</li>`)}</ul>` : ''}
</section>`,
  )
  const body = html`
<h1>${w.title}</h1>
${sections}
<form method="post">
<p class="hash">${w.hash}: <code>${hash}</code></p>
<input type="hidden" name="hash" value="${hash}">
<p><label for="needs">${w.needs}</label><br>
<textarea id="needs" name="accommodations" maxlength="2000" rows="4" aria-describedby="needs-hint"></textarea><br>
<span id="needs-hint">${w.needsHint}</span></p>
<p><label>${w.name}<br><input name="name" required maxlength="200" autocomplete="name"></label></p>
<p><label><input type="checkbox" name="accept" value="true" required> ${w.agree}</label></p>
<p><button>${w.submit}</button></p>
</form>`
  return pageHtml(language, w.title, body, otherLanguage(language))
}

export function renderAcknowledged(language: 'lv' | 'en'): string {
  const w = words[language]
  return pageHtml(language, w.title, html`<h1>${w.title}</h1><p>${w.done}</p>`, otherLanguage(language))
}

const otherLanguage = (language: 'lv' | 'en') => ({
  href: language === 'lv' ? '?lang=en' : '?lang=lv',
  label: words[language].other,
})
