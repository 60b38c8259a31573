import type { EvidenceRecord } from '../../db/schema/recognition/evidence-facts.ts'
import { stageShown } from '../../mobility/mobilities/stage-shown.ts'
import { signerName } from '../../parties/names/signer-name.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { acceptance } from '../../platform/pages/forms/acceptance.ts'
import { afterSigning } from '../../platform/pages/forms/after-signing.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { type Ending, linkHint, linkPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, wrongHtml } from '../../platform/pages/typed-form.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Stage } from '../stage.ts'
import { isReleased } from './evidence.ts'
import { frameHtml } from './frames/render-frame.ts'
import type { DeclarationRow, EvidenceWithOutcomes } from './store.ts'
import { say } from './words.ts'

/** What the learner declares to be theirs, with the form to do so; the form names the hash of what was shown. */
export function renderDeclaration(
  evidence: EvidenceWithOutcomes[],
  hash: string,
  { form, takesOthers, ...link }: Ending & { base: string; form: FilledForm; takesOthers: boolean },
  language: Language,
): string {
  const w = say.in(language)
  const pieces = html`<ul class="outcomes">${evidence.map((piece) => pieceHtml(piece, link.base, language))}</ul>`
  const body = html`<p class="lead">${w('intro')}</p>
${wrongHtml(form, language)}
<h2>${w('evidence')}</h2>
${evidence.length === 0 ? html`<p>${w('none')}</p>` : pieces}
<form class="panel" method="post">
<h2>${w('declaring')}</h2>
<input type="hidden" name="hash" value="${hash}">
${acceptance(form, { name: w('name'), accept: w('statement'), send: w('submit') }, takesOthers, language)}
${linkHint(language, link)}
<p class="hash">${w('hash')}: <code>${hash}</code></p>
</form>`
  return linkPage(language, w('title'), body, 'documentation')
}

function pieceHtml(
  { row, competences }: EvidenceWithOutcomes,
  base: string | null,
  language: Language,
): Html {
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
${base === null || row.sha256 === null || !isReleased(row) ? null : html`<p><a href="${base}/files/${row.id}">${w('open-file')}</a></p>`}
${base !== null && isReleased(row) ? frameHtml(row.frameSha256 !== null, `${base}/frames/${row.id}`, language) : null}</li>`
}

/** What somebody said or found, in full, and who they are. */
export function recordHtml(record: EvidenceRecord, language: Language): Html {
  const { name, position, organisation } = record.by
  const said = 'text' in record ? [record.text] : [record.test, record.result]
  const by = [name, position, organisation].filter(Boolean).join(', ')
  return html`${said.map((text) => html`<p class="said">${text}</p>`)}
<p class="hint">${say('said-by', { by })(language)}</p>`
}

/**
 * What was declared, by whom and when, with the pieces that it is about. `shown`: the stage of its case, and where it is to
 * be had as a file; null in that file itself.
 */
export function renderGivenDeclaration(
  declaration: DeclarationRow,
  evidence: EvidenceWithOutcomes[],
  { zone, base }: { zone: Zone; base: string },
  shown: { stage: Stage; file: string } | null,
  language: Language,
): string {
  const w = say.in(language)
  const day = dayOf(declaration.at, zone)
  const body = html`<p class="lead">${w('declared', { name: signerName(declaration, language), day })}</p>
<p class="said">${declaration.statement}</p>
${shown && html`<p><a href="${shown.file}">${w('file')}</a></p>`}
<h2>${w('evidence')}</h2>
<ul class="outcomes">${evidence.map((piece) => pieceHtml(piece, shown && base, language))}</ul>`
  return linkPage(language, w('title'), body, shown ? stageShown(shown.stage) : undefined)
}

/** What whoever has just declared reads: what that was, where a copy is, and what comes next. */
export function renderDeclared(
  { name, onBehalf, at }: DeclarationRow,
  { zone, base, sending }: { zone: Zone; base: string; sending: string },
  language: Language,
): string {
  const w = say.in(language)
  return afterSigning(
    {
      title: w('title'),
      stage: 'documentation',
      done: w('done'),
      what: w('title'),
      name: signerName({ name, onBehalf }, language),
      day: dayOf(at, zone),
      file: `${base}/declaration.html`,
      next: [w('next-attest'), w('next-results')],
      ask: sending,
    },
    language,
  )
}
