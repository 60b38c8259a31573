import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import {
  besideHtml,
  describedBy,
  type FilledForm,
  lineHtml,
  ticksHtml,
  wrongHtml,
} from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import { acceptedTypes, isReleased } from '../documentation/evidence.ts'
import { factsHtml } from '../documentation/facts/render-facts.ts'
import { frameHtml } from '../documentation/frames/render-frame.ts'
import { recordHtml } from '../documentation/render-declaration.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import type { OwnCase } from './read-own-evidence.ts'
import { say } from './words.ts'

type Place = { base: string; back: string | null; language: Language }

/** What the learner and others have brought, and the form to bring more with the camera or as files. */
export function renderOwnEvidence(own: OwnCase, sent: FilledForm | null, kept: number, place: Place): string {
  const { language, back } = place
  const w = say.in(language)
  const form = sent ?? { typed: beginOwn(own), wrong: [] }
  const diary = `${back}/diary/${own.recognitionId}?lang=${language}`
  const body = html`<p class="lead">${w('intro')}</p>
${kept > 0 ? html`<p class="made" role="status">${w('brought', { count: kept })}</p>` : null}
${wrongHtml(form, language)}
${own.takes ? formHtml(form, own, place) : html`<p>${w('takes-none')}</p>`}
<p><a class="go quiet" href="${diary}">${w('to-diary')}</a></p>
${own.pieces.length > 0 ? html`<h2>${w('pieces')}</h2><ul class="outcomes">${own.pieces.map((piece) => pieceHtml(piece, own, place))}</ul>` : null}`
  return linkPage(language, w('title'), body, 'documentation')
}

/** What a form begins with: today, and the outcome where there is but one. */
export const beginOwn = ({ outcomes, today }: Pick<OwnCase, 'outcomes' | 'today'>): FilledForm['typed'] => ({
  producedOn: today,
  writtenOn: today,
  ...(outcomes.length === 1 && { competences: outcomes[0]!.competence }),
})

/** Which outcomes something shows. */
export const shownHtml = (
  form: FilledForm,
  { outcomes }: Pick<OwnCase, 'outcomes'>,
  language: Language,
): Html =>
  ticksHtml(
    form,
    {
      name: 'competences',
      label: say('shows')(language),
      options: outcomes.map(({ competence, title }) => ({ value: competence, label: title })),
    },
    language,
  )

function formHtml(form: FilledForm, own: OwnCase, { base, language }: Place): Html {
  const w = say.in(language)
  const types = acceptedTypes.map((type) => type.split(';')[0]!).join(',')
  return html`<form class="panel" method="post" enctype="multipart/form-data" action="${base}?lang=${language}">
<h2>${w('bring')}</h2>
${lineHtml(form, { name: 'title', label: w('called'), hint: w('called-hint'), required: true }, language)}
${shownHtml(form, own, language)}
${lineHtml(form, { name: 'producedOn', label: w('made-on'), type: 'date', latest: own.today, required: true }, language)}
${besideHtml(form, 'file', language)}
<div class="field"><label for="camera">${w('camera')}</label>
<input id="camera" type="file" name="file" accept="image/*" capture="environment"${describedBy(form, 'file')}></div>
<p class="or">${w('or')}</p>
<div class="field"><label for="file">${w('files')}</label><p class="hint" id="file-hint">${w('files-hint')}</p>
<input id="file" type="file" name="file" multiple accept="${types}"${describedBy(form, 'file', true)}></div>
<p><button>${w('bring-it')}</button></p>
</form>`
}

function pieceHtml(
  { row, competences }: EvidenceWithOutcomes,
  own: OwnCase,
  { base, back, language }: Place,
): Html {
  const w = say.in(language)
  const file = `${back}/declare/${row.recognitionId}/files/${row.id}`
  const frame = `${back}/declare/${row.recognitionId}/frames/${row.id}`
  const facts = [
    writeDayWithin(row.producedOn, language),
    w('for', { competences: competences.join(', ') }),
    row.personId ? w('by-you') : w('by-others'),
  ]
  const takingBack = html`<details><summary>${w('take-back')}</summary>
<form method="post" action="${base}/pieces/${row.id}/withdrawal?lang=${language}">
<div class="field"><label for="reason-${row.id}">${w('why-back')}</label>
<input id="reason-${row.id}" name="reason" maxlength="2000" required></div>
<p><button class="quiet">${w('take-back')}</button></p></form></details>`
  return html`<li class="whole"><h3>${row.title}</h3>
<p class="levels">${facts.join(' · ')}</p>
${row.record && recordHtml(row.record, language)}
${factsHtml({ isFile: row.sha256 !== null, facts: row.facts }, language)}
${row.sha256 === null || !isReleased(row) ? null : html`<p><a href="${file}">${w('open')}</a></p>`}
${isReleased(row) ? frameHtml(row.frameSha256 !== null, frame, language) : null}
${row.personId && own.takes ? takingBack : null}</li>`
}
