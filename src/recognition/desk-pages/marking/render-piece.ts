import { writeDayWithin } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { besideHtml, type FilledForm, idOf, textOf, textsOf } from '../../../platform/pages/typed-form.ts'
import type { Language } from '../../../platform/words/language.ts'
import { questions } from '../../assessment/explanation.ts'
import { factsHtml } from '../../documentation/facts/render-facts.ts'
import { frameHtml } from '../../documentation/frames/render-frame.ts'
import { say as sayOfEvidence } from '../../documentation/words.ts'
import { say } from '../words.ts'
import { field } from './marking-form.ts'
import type { SheetPiece } from './marking-sheet.ts'
import { answersHtml } from './render-answers.ts'

/** Where a piece is read: its file, or what was said where it is listed. */
export const addressOfPiece = ({ id, isFile }: Pick<SheetPiece, 'id' | 'isFile'>, at: string): string =>
  isFile ? `${at}/evidence/${id}` : `#piece-${id}`

/** A piece of evidence with what is known of it, and whether it counts. */
export function pieceHtml(form: FilledForm, piece: SheetPiece, at: string, language: Language): Html {
  const w = say.in(language)
  const { id, number, title, kind, producedOn, task } = piece
  const facts = [
    sayOfEvidence('kind', { kind })(language),
    writeDayWithin(producedOn, language),
    ...(task === null ? [] : [w('of-task', { task })]),
  ]
  const counts = field.counts(id)
  const answers = [
    { value: 'yes', label: w('counts') },
    { value: 'no', label: w('counts-not') },
  ]
  return html`<fieldset class="criterion" id="piece-${id}"><legend>${number}. ${title}</legend>
<p class="hint">${facts.join(' · ')}</p>
${contentHtml(piece, at, language)}
${factsHtml(piece, language)}
${piece.isCurrent ? null : html`<p class="caution">${w('outside-dates')}</p>`}
${piece.isVouchedFor ? null : html`<p class="caution">${w('not-vouched-for')}</p>`}
${piece.isElsewhere ? html`<p class="caution">${w('same-file')}</p>` : null}
${besideHtml(form, counts, language)}
${answersHtml(form, counts, answers)}
${lacksHtml(form, id, language)}
</fieldset>`
}

function contentHtml(piece: SheetPiece, at: string, language: Language): Html | null {
  const { isFile, hasFrame, url, record } = piece
  if (isFile)
    return html`<p><a href="${addressOfPiece(piece, at)}" target="_blank" rel="noopener">${say('open-piece')(language)}</a></p>
${frameHtml(hasFrame, `${at}/evidence/${piece.id}/frame`, language)}`
  if (url !== null)
    return html`<p><a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${url}</a></p>`
  if (record === null) return null
  const said = 'text' in record ? record.text : `${record.test}: ${record.result}`
  const { name, position, organisation } = record.by
  const by = [name, position, organisation].filter(Boolean).join(', ')
  return html`<blockquote>${said}</blockquote><p class="hint">${by}</p>`
}

/** What a piece that does not count lacks. */
function lacksHtml(form: FilledForm, id: string, language: Language): Html {
  const w = say.in(language)
  const name = field.lacks(id)
  const ticked = textsOf(form.typed, name)
  const isOpen =
    textOf(form.typed, field.counts(id)) === 'no' ||
    ticked.length > 0 ||
    form.wrong.some((wrong) => wrong.field === name)
  const boxes = questions.map((question, index) => {
    const box = index === 0 ? idOf(name) : `${idOf(name)}-${index}`
    const checked = ticked.includes(question) ? html` checked` : null
    return html`<div class="choice"><input type="checkbox" id="${box}" name="${name}" value="${question}"${checked}>
<label for="${box}">${w(`lacks-${question}`)}</label></div>`
  })
  return html`<details${isOpen ? html` open` : null}><summary>${w('lacks')}</summary>
${besideHtml(form, name, language)}
${boxes}</details>`
}
