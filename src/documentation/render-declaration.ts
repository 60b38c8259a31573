import { html, pageHtml } from '../platform/http/html.ts'
import type { EvidenceWithOutcomes } from './store.ts'
import { words } from './words.ts'

type Language = 'lv' | 'en'

/** What the learner declares to be theirs, with the form to do so. */
export function renderDeclaration(evidence: EvidenceWithOutcomes[], language: Language): string {
  const w = words[language]
  const items = evidence.map(
    ({ row, competences }) => html`<li>${row.title} (${row.producedOn}; ${competences.join(', ')})</li>`,
  )
  const body = html`
<h1>${w.title}</h1>
<p>${w.intro}</p>
<ul>${items}</ul>
<form method="post">
<p><label>${w.name}<br><input name="name" required maxlength="200" autocomplete="name"></label></p>
<p><label><input type="checkbox" name="accept" value="true" required> ${w.statement}</label></p>
<p><button>${w.submit}</button></p>
</form>`
  return pageHtml(language, w.title, body, otherLanguage(language))
}

export function renderDeclared(language: Language): string {
  const w = words[language]
  return pageHtml(language, w.title, html`<h1>${w.title}</h1><p>${w.done}</p>`, otherLanguage(language))
}

const otherLanguage = (language: Language) => ({
  href: language === 'lv' ? '?lang=en' : '?lang=lv',
  label: words[language].other,
})
