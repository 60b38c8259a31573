import { type Html, html } from '../../../platform/pages/html.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import { lineHtml, spaceHtml, wrongHtml } from '../../../platform/pages/typed-form.ts'
import { freshForm, madeHtml, type OnCase, outcomesHtml, piecesHtml } from '../evidence/render-bringing.ts'
import { say } from '../words.ts'

/** The form by which a member writes down what they saw. */
export function observationHtml(
  { sheet, sent, secret, language }: OnCase,
  member: string,
  isKept: boolean,
): Html {
  const w = say.in(language)
  const at = `/desk/${secret}/recognitions/${sheet.recognitionId}`
  const form = sent ?? { typed: freshForm(sheet), wrong: [] }
  const text = { name: 'text', label: w('seen'), hint: w('seen-hint'), max: 10_000, rows: 7, required: true }
  const position = { name: 'position', label: w('position'), hint: w('position-hint'), required: true }
  return html`<p class="where">${sheet.learner}</p>
${isKept ? html`<p class="made" role="status">${w('observed')}</p>` : null}
${wrongHtml(form, language)}
<form method="post" action="${at}/observations?lang=${language}">
${formField()}
${spaceHtml(form, text, language)}
${madeHtml(form, sheet, language)}
${outcomesHtml(form, sheet, language)}
<p>${w('signed-as', { name: member })}</p>
${lineHtml(form, position, language)}
<p><button>${w('observe-it')}</button></p>
</form>
<p><a href="${at}/evidence?lang=${language}">${w('bring-instead')}</a></p>
${piecesHtml(sheet, at, language)}
<p><a href="/desk/${secret}?lang=${language}">${w('to-desk')}</a></p>`
}
