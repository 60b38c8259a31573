import type { Language } from '../../words/language.ts'
import { type Html, html } from '../html.ts'
import { type FilledForm, lineHtml, textOf } from '../typed-form.ts'
import { say } from '../words.ts'

/** A form that nobody has sent yet. */
export const unsent: FilledForm = { typed: {}, wrong: [] }

type Labels = { name: string; accept: string; send: string }

/**
 * With what a form ends by which somebody gives their word: the name typed, the box ticked, the button. Whoever signs for
 * who was asked says by what right, where that is taken.
 */
export function acceptance(form: FilledForm, labels: Labels, takesOthers: boolean, language: Language): Html {
  const checked = textOf(form.typed, 'accept') === 'true' ? html` checked` : null
  return html`${signerHtml(form, labels.name, takesOthers, language)}
<div class="choice"><input type="checkbox" id="accept" name="accept" value="true"${checked} required>
<label for="accept">${labels.accept}</label></div>
<p><button>${labels.send}</button></p>`
}

/** The name that is typed, and by what right where it is not that of who was asked. */
export function signerHtml(form: FilledForm, label: string, takesOthers: boolean, language: Language): Html {
  const w = say.in(language)
  const name = { name: 'name', label, required: true, fills: 'name' } as const
  const right = { name: 'onBehalf', label: w('on-behalf'), hint: w('on-behalf-hint'), max: 300 }
  const isOpen = textOf(form.typed, 'onBehalf') !== '' || form.wrong.some(({ field }) => field === 'name')
  const others = html`<details${isOpen ? html` open` : null}><summary>${w('not-you')}</summary>
${lineHtml(form, right, language)}</details>`
  return html`${lineHtml(form, name, language)}
${takesOthers || isOpen ? others : null}`
}
