import { writeDayWithin } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import {
  besideHtml,
  describedBy,
  type FilledForm,
  lineHtml,
  selectHtml,
  ticksHtml,
  wrongHtml,
} from '../../../platform/pages/typed-form.ts'
import type { Language } from '../../../platform/words/language.ts'
import { acceptedTypes } from '../../documentation/evidence.ts'
import { say as sayOfEvidence } from '../../documentation/words.ts'
import type { CasePiece, CaseSheet } from '../case-sheet.ts'
import { say } from '../words.ts'

/** What a page is made of: the case, its form as it was sent if it was, and where it lies. */
export type OnCase = { sheet: CaseSheet; sent: FilledForm | null; secret: string; language: Language }

/** The form by which evidence is brought, with the telephone's camera or as files, and what there is already. */
export function bringingHtml({ sheet, sent, secret, language }: OnCase, kept: number): Html {
  const w = say.in(language)
  const at = `/desk/${secret}/recognitions/${sheet.recognitionId}`
  const form = sent ?? { typed: freshForm(sheet), wrong: [] }
  return html`<p class="where">${sheet.learner}</p>
${kept > 0 ? html`<p class="made" role="status">${w('brought', { count: kept })}</p>` : null}
${wrongHtml(form, language)}
<form method="post" enctype="multipart/form-data" action="${at}/evidence?lang=${language}">
${formField()}
${lineHtml(form, { name: 'title', label: w('title'), hint: w('title-hint'), required: true }, language)}
${outcomesHtml(form, sheet, language)}
${madeHtml(form, sheet, language)}
${besideHtml(form, 'file', language)}
<div class="field"><label for="camera">${w('camera')}</label>
<input id="camera" type="file" name="file" accept="image/*" capture="environment"${describedBy(form, 'file')}></div>
<p class="or">${w('or')}</p>
<div class="field"><label for="file">${w('files')}</label><p class="hint" id="file-hint">${w('files-hint')}</p>
<input id="file" type="file" name="file" multiple accept="${acceptedTypes.map((type) => type.split(';')[0]!).join(',')}"${describedBy(form, 'file', true)}></div>
<p><button>${w('bring-it')}</button></p>
</form>
<p><a href="${at}/observations?lang=${language}">${w('observe-instead')}</a></p>
${piecesHtml(sheet, at, language)}
<p><a href="/desk/${secret}?lang=${language}">${w('to-desk')}</a></p>`
}

/** What a form of a case begins with: today, and the outcome where there is but one. */
export const freshForm = ({ outcomes, today }: CaseSheet): FilledForm['typed'] => ({
  producedOn: today,
  ...(outcomes.length === 1 && { competences: outcomes[0]!.competence }),
})

/** Which outcomes something shows. */
export function outcomesHtml(form: FilledForm, { outcomes }: CaseSheet, language: Language): Html {
  const options = outcomes.map(({ competence, title }) => ({
    value: competence,
    label: `${competence} ${title}`,
  }))
  return ticksHtml(form, { name: 'competences', label: say('shows-which')(language), options }, language)
}

/** When something was made or seen, and in which agreed task. */
export function madeHtml(form: FilledForm, { tasks, today }: CaseSheet, language: Language): Html {
  const w = say.in(language)
  const day = lineHtml(
    form,
    { name: 'producedOn', label: w('made-on'), type: 'date', latest: today, required: true },
    language,
  )
  if (tasks.length === 0) return day
  const listed = tasks.map(({ id, title }) => ({ value: id, label: `${id}: ${title}` }))
  const options = [{ value: '', label: w('no-task') }, ...listed]
  return html`${day}${selectHtml(form, { name: 'task', label: w('made-in'), options }, language)}`
}

/** What the case has already, each piece with the way to open it and to say what else it shows. */
export function piecesHtml({ pieces, outcomes }: CaseSheet, at: string, language: Language): Html | null {
  if (pieces.length === 0) return null
  const rows = pieces.map((piece) => rowHtml(piece, outcomes, at, language))
  return html`<h2>${say('there-already', { count: pieces.length })(language)}</h2><ul class="outcomes">${rows}</ul>`
}

function rowHtml(piece: CasePiece, outcomes: CaseSheet['outcomes'], at: string, language: Language): Html {
  const w = say.in(language)
  const { id, kind, title, producedOn, competences, record } = piece
  const facts = [
    sayOfEvidence('kind', { kind })(language),
    writeDayWithin(producedOn, language),
    sayOfEvidence('outcomes', { competences: competences.join(', ') })(language),
  ]
  return html`<li class="whole" id="piece-${id}"><h3>${title}</h3>
<p class="levels">${facts.join(' · ')}</p>
${record && 'text' in record ? html`<blockquote>${record.text}</blockquote>` : null}
${piece.isFile && piece.isReleased ? html`<p><a href="${at}/evidence/${id}" target="_blank" rel="noopener">${w('open-piece')}</a></p>` : null}
${furtherHtml(piece, outcomes, at, language)}</li>`
}

function furtherHtml(
  { id, competences, title }: CasePiece,
  outcomes: CaseSheet['outcomes'],
  at: string,
  language: Language,
): Html | null {
  const w = say.in(language)
  const others = outcomes.filter(({ competence }) => !competences.includes(competence))
  if (others.length === 0) return null
  const boxes = others.map(({ competence, title: called }, index) => {
    const box = `more-${id}-${index}`
    return html`<div class="choice"><input type="checkbox" id="${box}" name="competences" value="${competence}">
<label for="${box}">${competence} ${called}</label></div>`
  })
  return html`<details><summary>${w('shows-more')}</summary>
<form method="post" action="${at}/evidence/${id}/outcomes?lang=${language}">${formField()}
<fieldset><legend>${w('shows-more-of', { title: title ?? '' })}</legend>${boxes}</fieldset>
<p><button class="quiet">${w('keep')}</button></p></form></details>`
}
