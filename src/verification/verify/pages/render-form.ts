import type { Fault } from '../../../errors.ts'
import { type Html, html, pageHtml } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { MAX_CODE } from '../schemas.ts'
import { say } from '../words.ts'

export type Wrong = { field: string; text: string }

/** The page on which anyone checks a certificate; with faults, what to correct stands above the form. */
export function renderForm(language: Language, faults: readonly Fault[] | null): string {
  const w = say.in(language)
  const wrong = (faults ?? []).map((fault) => wordFault(fault, language))
  const body = html`
<h1>${w('title')}</h1>
<p class="lead">${w('form-intro')}</p>
${wrong.length > 0 ? faultsHtml(wrong, w('fault')) : null}
<form method="post" action="/verify?lang=${language}" enctype="multipart/form-data">
<div class="field"><label for="code">${w('code')}</label>
<input id="code" name="code" maxlength="${MAX_CODE}" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"${invalid(wrong, 'code')}>
<p class="hint" id="code-hint">${w('code-hint')}</p></div>
<p class="or"><span>${w('or')}</span></p>
<div class="field"><label for="file">${w('file')}</label>
<input id="file" type="file" name="file" accept=".pdf,.json,.jsonld,.jwt,.zip,.eml,.png,.jpg,.jpeg,application/pdf,application/json,image/png,image/jpeg" aria-describedby="file-hint"${invalid(wrong, 'file')}>
<p class="hint" id="file-hint">${w('file-hint')}</p></div>
<details${wrong.some(({ field }) => field === 'birthDate' || field === 'email') ? attribute('open') : null}><summary>${w('person-optional')}</summary>
${personFields(language, wrong)}
</details>
<p class="buttons"><button>${w('check')}</button> <button class="quiet" name="record" value="on">${w('check-record')}</button></p>
<p class="hint">${w('kept')}</p>
</form>`
  const title = wrong.length > 0 ? `${w('fault')} – ${w('title')}` : w('title')
  return pageHtml(language, title, body, (other) => `/verify?lang=${other}`)
}

/** The two ways to say whose the certificate is. */
export function personFields(language: Language, wrong: Wrong[]): Html {
  const w = say.in(language)
  return html`<div class="pair">
<div class="field"><label for="birthDate">${w('birth-date')}</label>
<input id="birthDate" type="date" name="birthDate" min="1900-01-01"${invalid(wrong, 'birthDate')}></div>
<div class="field"><label for="email">${w('email')}</label>
<input id="email" type="email" name="email" maxlength="254" autocomplete="off"${invalid(wrong, 'email')}></div>
</div>`
}

export function faultsHtml(wrong: Wrong[], heading: string): Html {
  return html`<div class="faults" role="alert"><h2>${heading}</h2>
<ul>${wrong.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}</ul></div>`
}

/** A fault of the form in words, and the field that it is about. */
export function wordFault({ pointer, detail }: Fault, language: Language): Wrong {
  const w = say.in(language)
  if (pointer === '/birthDate') return { field: 'birthDate', text: w('fault-birth-date') }
  if (pointer === '/email') return { field: 'email', text: w('fault-email') }
  if (pointer === '/file') return { field: 'file', text: w('fault-both') }
  return { field: 'code', text: pointer === '/code' ? w('fault-nothing') : detail(language) }
}

const attribute = (text: string) => html` ${text}`
const invalid = (wrong: Wrong[], field: string) =>
  wrong.some((fault) => fault.field === field) ? html` aria-invalid="true"` : null
