import type { EvidenceRecord } from '../../db/schema/recognition/evidence-facts.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { acceptance, type Ending, linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import type { Language } from '../../platform/words/language.ts'
import { isReleased } from './evidence.ts'
import type { EvidenceWithOutcomes } from './store.ts'
import { say } from './words.ts'

/** What the learner declares to be theirs, with the form to do so; the form names the hash of what was shown. */
export function renderDeclaration(
  evidence: EvidenceWithOutcomes[],
  hash: string,
  link: Ending & { base: string },
  language: Language,
): string {
  const w = say.in(language)
  const pieces = html`<ul class="outcomes">${evidence.map((piece) => pieceHtml(piece, link.base, language))}</ul>`
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
  return linkPage(language, w('title'), body, 'documentation')
}

function pieceHtml({ row, competences }: EvidenceWithOutcomes, base: string, language: Language): Html {
  const w = say.in(language)
  const facts = [
    w('kind', { kind: row.kind }),
    writeDayWithin(row.producedOn, language),
    w('outcomes', { competences: competences.join(', ') }),
  ]
  return html`<li class="whole"><h3>${row.title}</h3>
<p class="levels">${facts.join(' · ')}</p>
${row.url === null ? null : html`<p class="levels">${row.url}</p>`}
${row.record && recordHtml(row.record, language)}
${row.sha256 === null || !isReleased(row) ? null : html`<p><a href="${base}/files/${row.id}">${w('open-file')}</a></p>`}</li>`
}

/** What somebody said or found, in full, and who they are. */
export function recordHtml(record: EvidenceRecord, language: Language): Html {
  const { name, position, organisation } = record.by
  const said = 'text' in record ? [record.text] : [record.test, record.result]
  const by = [name, position, organisation].filter(Boolean).join(', ')
  return html`${said.map((text) => html`<p class="said">${text}</p>`)}
<p class="hint">${say('said-by', { by })(language)}</p>`
}

export function renderDeclared(language: Language): string {
  const w = say.in(language)
  return thanksPage(language, w('title'), w('done'))
}
