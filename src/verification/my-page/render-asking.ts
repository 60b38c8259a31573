import { html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import {
  besideHtml,
  describedBy,
  type FilledForm,
  textOf,
  wrongHtml,
} from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import { say } from './words.ts'

/** The form with which anyone asks for the link to their own page. */
export function renderAsking(form: FilledForm, language: Language): string {
  const w = say.in(language)
  const body = html`<p class="lead">${w('asking-intro')}</p>
${wrongHtml(form, language)}
<form class="panel" method="post" action="/me?lang=${language}">
<div class="field"><label for="email">${w('asking-email')}</label>${besideHtml(form, 'email', language)}
<input id="email" name="email" type="email" required maxlength="320" autocomplete="email" value="${textOf(form.typed, 'email')}"${describedBy(form, 'email')}></div>
<p><button>${w('asking-send')}</button></p>
</form>
<p>${w('asking-else')}</p>`
  return linkPage(language, w('asking-title'), body)
}
