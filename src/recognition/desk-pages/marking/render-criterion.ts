import { markValues } from '../../../db/schema/recognition/assessments.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import {
  besideHtml,
  type FilledForm,
  idOf,
  selectHtml,
  spaceHtml,
  textOf,
  textsOf,
} from '../../../platform/pages/typed-form.ts'
import { termIn } from '../../../platform/vocabularies/terms.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'
import { field } from './marking-form.ts'
import type { MarkingSheet, SheetCriterion, SheetPiece } from './marking-sheet.ts'
import { answersHtml } from './render-answers.ts'
import { addressOfPiece } from './render-piece.ts'

/** A criterion in full, what it can look like a tap away, its four answers, and the pieces that show it. */
export function criterionHtml(
  form: FilledForm,
  criterion: SheetCriterion,
  sheet: MarkingSheet,
  at: string,
  language: Language,
): Html {
  const w = say.in(language)
  const { id, mandatory, text, looksLike } = criterion
  const answers = markValues.map((value) => ({ value, label: w(`mark-${value}`) }))
  return html`<fieldset class="criterion" id="${idOf(id)}"><legend>${text}${mandatory ? null : ` ${w('not-mandatory')}`}</legend>
<details><summary>${w('looks-like')}</summary><ul>${looksLike.map((seen) => html`<li>${seen}</li>`)}</ul></details>
${besideHtml(form, field.mark(id), language)}
${answersHtml(form, field.mark(id), answers)}
${besideHtml(form, field.shownBy(id), language)}
<p class="hint" id="${idOf(field.shownBy(id))}">${w('shown-by')}</p>
<ul class="chips">${sheet.pieces.map((piece) => chipHtml(form, id, piece, at, language))}</ul>
${moreHtml(form, criterion, sheet, language)}
<p><button name="do" value="keep" class="quiet" formaction="${keepingAt(criterion, sheet, at, language)}">${w('keep-and-on')}</button></p>
</fieldset>`
}

/** All is kept, and the page goes on at the criterion after this one. */
function keepingAt({ id }: SheetCriterion, sheet: MarkingSheet, at: string, language: Language): string {
  const next = sheet.criteria[sheet.criteria.findIndex((each) => each.id === id) + 1]
  const place = next ? `#${idOf(next.id)}` : ''
  return `${at}/outcomes/${encodeURIComponent(sheet.competence)}?lang=${language}${place}`
}

/** A piece that can be ticked as showing the criterion, and opened. */
function chipHtml(
  form: FilledForm,
  criterionId: string,
  piece: SheetPiece,
  at: string,
  language: Language,
): Html {
  const name = field.shownBy(criterionId)
  const { id, number, title } = piece
  const checked = textsOf(form.typed, name).includes(id) ? html` checked` : null
  const says = say('piece-shows', { number, title: title ?? '' })(language)
  const box = `${idOf(name)}-${number}`
  return html`<li class="chip"><input type="checkbox" id="${box}" name="${name}" value="${id}" aria-label="${says}"${checked}>
<label for="${box}">${number}</label> <a href="${addressOfPiece(piece, at)}" target="_blank" rel="noopener">${shortened(title ?? '')}</a></li>`
}

/** A label is small: what a piece is called goes on where it is listed. */
const shortened = (title: string) => (title.length > 32 ? `${title.slice(0, 31).toWellFormed()}…` : title)

/** What is seldom said of a mark: a comment, in which agreed task it was seen, and another method. */
function moreHtml(
  form: FilledForm,
  { id, tasks: showing }: SheetCriterion,
  { tasks, methods }: MarkingSheet,
  language: Language,
): Html {
  const w = say.in(language)
  const own = tasks.filter((task) => showing.includes(task.id))
  const names = [field.comment(id), field.task(id), field.method(id)]
  const isOpen =
    names.some((name) => textOf(form.typed, name) !== '') ||
    form.wrong.some((wrong) => names.includes(wrong.field ?? ''))
  const taskOptions = own.map((task) => ({ value: task.id, label: `${task.id}: ${task.title}` }))
  const methodOptions = methods.map((method) => ({ value: method, label: termIn(language, method) }))
  return html`<details${isOpen ? html` open` : null}><summary>${w('say-more')}</summary>
${spaceHtml(form, { name: field.comment(id), label: w('comment'), max: 2000, rows: 3 }, language)}
${
  own.length === 0
    ? null
    : selectHtml(
        form,
        {
          name: field.task(id),
          label: w('seen-in-task'),
          options: [{ value: '', label: w('no-task') }, ...taskOptions],
        },
        language,
      )
}
${
  methods.length < 2
    ? null
    : selectHtml(
        form,
        {
          name: field.method(id),
          label: w('method-of-this'),
          options: [{ value: '', label: w('as-all') }, ...methodOptions],
        },
        language,
      )
}</details>`
}
