import { writeDayWithin } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import {
  besideHtml,
  describedBy,
  type FilledForm,
  lineHtml,
  selectHtml,
  textOf,
  ticksHtml,
  wrongHtml,
} from '../../../platform/pages/typed-form.ts'
import type { Language } from '../../../platform/words/language.ts'
import { acceptedTypes } from '../../documentation/evidence.ts'
import { factsHtml } from '../../documentation/facts/render-facts.ts'
import { frameHtml } from '../../documentation/frames/render-frame.ts'
import { say as sayOfEvidence } from '../../documentation/words.ts'
import type { CasePiece, CaseSheet } from '../case-sheet.ts'
import { say } from '../words.ts'

/** What a page is made of: the case, its form as it was sent if it was, and where it lies. */
export type OnCase = {
  sheet: CaseSheet
  sent: FilledForm | null
  secret: string
  language: Language
  /** The form by which a piece was to be taken back, where that was refused. */
  withdrawing?: FilledForm & { evidenceId: string }
}

/** The form by which evidence is brought, with the telephone's camera or as files, and what there is already. */
export function bringingHtml(page: OnCase, kept: number): Html {
  const { sheet, sent, secret, language, withdrawing } = page
  const w = say.in(language)
  const at = `/desk/${secret}/recognitions/${sheet.recognitionId}`
  const form = sent ?? { typed: freshForm(sheet), wrong: [] }
  return html`<p class="where">${sheet.learner}</p>
${kept > 0 ? html`<p class="made" role="status">${w('brought', { count: kept })}</p>` : null}
${wrongHtml(withdrawing ?? form, language)}
${sheet.isOpen ? bringingForm(form, sheet, at, language) : null}
${piecesHtml(sheet, at, language, withdrawing)}
<p><a href="/desk/${secret}?lang=${language}">${w('to-desk')}</a></p>`
}

function bringingForm(form: FilledForm, sheet: CaseSheet, at: string, language: Language): Html {
  const w = say.in(language)
  return html`<form method="post" enctype="multipart/form-data" action="${at}/evidence?lang=${language}">
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
<p><a href="${at}/observations?lang=${language}">${w('observe-instead')}</a></p>`
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
export function piecesHtml(
  sheet: CaseSheet,
  at: string,
  language: Language,
  withdrawing?: OnCase['withdrawing'],
): Html | null {
  const { pieces } = sheet
  if (pieces.length === 0) return null
  const rows = pieces.map((piece) => rowHtml(piece, sheet, at, language, withdrawing))
  return html`<h2>${say('there-already', { count: pieces.length })(language)}</h2><ul class="outcomes">${rows}</ul>`
}

function rowHtml(
  piece: CasePiece,
  { outcomes, isOpen }: CaseSheet,
  at: string,
  language: Language,
  withdrawing: OnCase['withdrawing'],
): Html {
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
${piece.isReleased ? frameHtml(piece.hasFrame, `${at}/evidence/${id}/frame`, language) : null}
${factsHtml(piece, language)}
${isOpen ? furtherHtml(piece, outcomes, at, language) : null}
${piece.isMine ? withdrawingHtml(piece, at, language, withdrawing) : null}</li>`
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

/** Whoever brought a piece takes it back, with a reason. */
function withdrawingHtml(
  { id }: CasePiece,
  at: string,
  language: Language,
  withdrawing: OnCase['withdrawing'],
): Html {
  const w = say.in(language)
  const sent = withdrawing?.evidenceId === id ? withdrawing : null
  const name = 'reason'
  const space = `${name}-${id}`
  const wrong = sent && besideHtml(sent, name, language)
  return html`<details${sent ? html` open` : null}><summary>${w('take-back')}</summary>
<form method="post" action="${at}/evidence/${id}/withdrawal?lang=${language}">${formField()}
<div class="field"><label for="${space}">${w('take-back-why')}</label><p class="hint">${w('take-back-then')}</p>
${wrong}
<textarea id="${space}" name="${name}" maxlength="2000" rows="3" required${sent && describedBy(sent, name)}>
${sent ? textOf(sent.typed, name) : ''}</textarea></div>
<p><button class="quiet">${w('take-back')}</button></p></form></details>`
}
