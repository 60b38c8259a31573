import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { acceptance, type Ending, linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import type { Language } from '../../platform/words/language.ts'
import type { EvidenceWithOutcomes } from './store.ts'
import { say } from './words.ts'

/** What the learner declares to be theirs, with the form to do so; the form names the hash of what was shown. */
export function renderDeclaration(
  evidence: EvidenceWithOutcomes[],
  hash: string,
  link: Ending,
  language: Language,
): string {
  const w = say.in(language)
  const pieces = html`<ul class="outcomes">${evidence.map((piece) => pieceHtml(piece, language))}</ul>`
  const body = html`<p class="lead">${w('intro')}</p>
<h2>${w('evidence')}</h2>
${evidence.length === 0 ? html`<p>${w('none')}</p>` : pieces}
<form class="panel" method="post">
<h2>${w('declaring')}</h2>
<p class="hash">${w('hash')}: <code>${hash}</code></p>
<input type="hidden" name="hash" value="${hash}">
${acceptance({ name: w('name'), accept: w('statement'), send: w('submit') })}
${linkHint(language, link)}
</form>`
  return linkPage(language, w('title'), body)
}

function pieceHtml({ row, competences }: EvidenceWithOutcomes, language: Language): Html {
  const w = say.in(language)
  const facts = [
    w('kind', { kind: row.kind }),
    writeDayWithin(row.producedOn, language),
    w('outcomes', { competences: competences.join(', ') }),
  ]
  return html`<li class="whole"><h3>${row.title}</h3>
<p class="levels">${facts.join(' · ')}</p>
${row.url === null ? null : html`<p class="levels">${row.url}</p>`}</li>`
}

export function renderDeclared(language: Language): string {
  const w = say.in(language)
  return thanksPage(language, w('title'), w('done'))
}
