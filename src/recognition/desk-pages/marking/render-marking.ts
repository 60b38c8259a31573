import { type Html, html } from '../../../platform/pages/html.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import {
  type FilledForm,
  lineHtml,
  selectHtml,
  spaceHtml,
  textOf,
  wrongHtml,
} from '../../../platform/pages/typed-form.ts'
import { timeOfDay } from '../../../platform/time-zone.ts'
import { termIn } from '../../../platform/vocabularies/terms.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'
import { typedFrom } from './marking-form.ts'
import type { MarkingSheet } from './marking-sheet.ts'
import { criterionHtml } from './render-criterion.ts'
import { pieceHtml } from './render-piece.ts'

/** Where the pages of a desk's link begin. */
type DeskPlace = { secret: string; language: Language }

/** An outcome with its form to mark it: filled in as it was kept, or as it was sent with what is wrong in it. */
export function markingHtml(
  sheet: MarkingSheet,
  sent: FilledForm | null,
  { secret, language }: DeskPlace,
): Html {
  const w = say.in(language)
  const kept = sheet.draft ? typedFrom(sheet.draft, sheet.methods) : {}
  const form = sent ?? { typed: kept, wrong: [] }
  const at = `/desk/${secret}/recognitions/${sheet.recognitionId}`
  const { learner, number, outcomes, target, pieces } = sheet
  return html`<p class="where">${w('outcome-of', { learner, number, outcomes })}</p>
${target === null ? null : html`<p>${w('target', { level: target })}</p>`}
<p><a href="${at}/accommodations?lang=${language}" target="_blank" rel="noopener">${w('needs')}</a></p>
${sent ? null : keptHtml(sheet, language)}
${wrongHtml(form, language)}
<form method="post" action="${at}/outcomes/${encodeURIComponent(sheet.competence)}?lang=${language}">
${formField()}
<h2>${w('pieces')}</h2>
<p class="hint">${w('counts-when')}</p>
${pieces.length === 0 ? html`<p>${w('no-pieces')}</p>` : pieces.map((piece) => pieceHtml(form, piece, at, language))}
<h2>${w('criteria')}</h2>
<p class="hint">${w('tick-pieces')}</p>
${methodHtml(form, sheet, language)}
${sheet.criteria.map((criterion, index) => [
  leadHtml(sheet, index),
  criterionHtml(form, criterion, sheet, at, language),
])}
${contradictionHtml(form, sheet, language)}
<div class="buttons"><button name="do" value="keep">${w('keep')}</button>
<button name="do" value="submit" class="quiet">${w('submit-marks')}</button></div>
<p class="hint">${w('before-sending', { count: sheet.criteria.length })}</p>
</form>`
}

/** Whether something is kept, since when, and what follows from it. */
function keptHtml({ keptAt, zone, found, contradiction }: MarkingSheet, language: Language): Html | null {
  const w = say.in(language)
  if (!keptAt) return null
  const level = found && (found.level === null ? w('found-none') : w('found', { level: found.level }))
  return html`<div class="made" role="status"><p>${w('kept-at', { time: timeOfDay(keptAt, zone) })}</p>
${level === null ? null : html`<p>${level}</p>`}
${contradiction && html`<p>${w('contradicts', contradiction)}</p>`}</div>`
}

/** The lead of a level stands once, above the criteria that go on from it. */
function leadHtml({ criteria }: MarkingSheet, index: number): Html | null {
  const { lead } = criteria[index]!
  return lead === null || lead === criteria[index - 1]?.lead ? null : html`<p class="lead">${lead}</p>`
}

function methodHtml(form: FilledForm, { methods }: MarkingSheet, language: Language): Html {
  const w = say.in(language)
  const named = methods.map((method) => ({ value: method, label: termIn(language, method) }))
  const [only] = methods
  const agreed =
    methods.length === 1
      ? html`<p>${w('method-agreed', { method: termIn(language, only!) })}</p>`
      : selectHtml(
          form,
          {
            name: 'method',
            label: w('method'),
            options: [{ value: '', label: w('method-choose') }, ...named],
          },
          language,
        )
  const isOpen = textOf(form.typed, 'other-method') !== '' ? html` open` : null
  return html`${agreed}
<details${isOpen}><summary>${w('method-another')}</summary>
${lineHtml(form, { name: 'other-method', label: w('method-which'), hint: w('method-told'), max: 2000 }, language)}
</details>`
}

/** Asked for where the marks say so, and where something is written already. */
function contradictionHtml(
  form: FilledForm,
  { contradiction }: MarkingSheet,
  language: Language,
): Html | null {
  const w = say.in(language)
  const isAsked = form.wrong.some((wrong) => wrong.field === 'contradiction')
  if (!isAsked && !contradiction && textOf(form.typed, 'contradiction') === '') return null
  return html`<div class="panel"><h2>${w('contradiction')}</h2>
${spaceHtml(form, { name: 'contradiction', label: w('contradiction-why'), hint: w('contradiction-then'), max: 2000, rows: 4 }, language)}
</div>`
}

/** Everything was sent: what came of it, and what is next. */
export function sentHtml(
  { title, learner }: Pick<MarkingSheet, 'title' | 'learner'>,
  level: string | null,
  next: { href: string; learner: string; title: string } | null,
  { secret, language }: DeskPlace,
): Html {
  const w = say.in(language)
  return html`<div class="made" role="status"><p>${w('sent', { learner, title })}</p>
<p>${level === null ? w('found-none') : w('found', { level })}</p></div>
${
  next
    ? html`<p><a class="button" href="${next.href}?lang=${language}">${w('next-outcome', next)}</a></p>`
    : html`<p>${w('nothing-next')}</p>`
}
<p><a href="/desk/${secret}?lang=${language}">${w('to-desk')}</a></p>`
}
