import { type Html, html } from '../../../platform/pages/html.ts'
import { describedBy, type FilledForm, idOf, textOf } from '../../../platform/pages/typed-form.ts'

/** Radio buttons in one row, each as large as a thumb. */
export function answersHtml(
  form: FilledForm,
  name: string,
  answers: readonly { value: string; label: string }[],
): Html {
  const chosen = textOf(form.typed, name)
  return html`<div class="answers">${answers.map(({ value, label }, index) => {
    const id = index === 0 ? idOf(name) : `${idOf(name)}-${index}`
    const checked = value === chosen ? html` checked` : null
    return html`<span class="answer"><input type="radio" id="${id}" name="${name}" value="${value}"${checked}${describedBy(form, name)}><label for="${id}">${label}</label></span>`
  })}</div>`
}
