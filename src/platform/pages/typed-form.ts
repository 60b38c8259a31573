import type { Fault, Refusal } from '../../errors.ts'
import type { Language } from '../words/language.ts'
import { type Html, html } from './html.ts'
import { say } from './words.ts'

/** Every field of a form as it was typed; several of one name in their order. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

/** What is wrong with a form, in words, and with which of its fields; null: with all of it. */
export type WrongField = { field: string | null; says: string }

/** A form as it is shown: with what is typed in it, and what is wrong beside it. */
export type FilledForm = { typed: Typed; wrong: readonly WrongField[] }

/** What was sent as a form, whatever else it may be; what is no text of a field is left out. */
export function typedIn(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {}
  const texts = Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
    if (Array.isArray(value)) return [[name, value.filter((item) => typeof item === 'string')]]
    return typeof value === 'string' ? [[name, value]] : []
  })
  return Object.fromEntries(texts)
}

/** The first text of a field; none: an empty one. */
export function textOf(typed: Typed, name: string): string {
  const value = Object.hasOwn(typed, name) ? typed[name] : undefined
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

/** Everything that is ticked or typed under a name. */
export function textsOf(typed: Typed, name: string): readonly string[] {
  const value = Object.hasOwn(typed, name) ? typed[name] : undefined
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** What a refusal says of a form, beside the fields that its pointers lead to; of one that was left empty, that it was. */
export function wrongIn(
  { faults, sentence }: Pick<Refusal, 'faults' | 'sentence'>,
  typed: Typed,
  language: Language,
  fieldAt: (pointer: string) => string | null,
): WrongField[] {
  const inBody = faults.filter((fault): fault is Fault => fault.in === 'body')
  if (inBody.length === 0) return [{ field: null, says: sentence(language) }]
  return inBody.map(({ pointer, detail }) => {
    const field = fieldAt(pointer)
    const isEmpty = field !== null && typed[field] === ''
    return { field, says: isEmpty ? say('field-empty')(language) : detail(language) }
  })
}

/** The name of a field as part of the id of what belongs to it on the page. */
export const idOf = (name: string): string => name.replace(/[^\w-]/g, (sign) => `_${sign.codePointAt(0)}_`)

/** What is wrong, above the form, each with the way to its field. */
export function wrongHtml({ wrong }: FilledForm, language: Language): Html | null {
  if (wrong.length === 0) return null
  const items = wrong.map(({ field, says }) =>
    field === null
      ? html`<li>${says}</li>`
      : html`<li><a href="#${idOf(field)}">${labelled(says, language)}</a></li>`,
  )
  return html`<div class="faults" role="alert"><h2>${say('form-wrong')(language)}</h2><ul>${items}</ul>
<p>${say('form-kept')(language)}</p></div>`
}

const labelled = (says: string, language: Language) =>
  says.charAt(0).toLocaleUpperCase(language) + says.slice(1)

/** What is wrong with one field, to stand right beside it; what describes the field names its id. */
export function besideHtml({ wrong }: FilledForm, name: string, language: Language): Html | null {
  const own = wrong.filter(({ field }) => field === name)
  if (own.length === 0) return null
  const says = own.map(({ says }) => labelled(says, language)).join(' ')
  return html`<p class="wrong" id="${idOf(name)}-wrong">${says}</p>`
}

/** How a field says that something is wrong with it, and where its hint and what is wrong are to be read. */
export function describedBy({ wrong }: FilledForm, name: string, hasHint = false): Html | null {
  const isWrong = wrong.some(({ field }) => field === name)
  const ids = [...(hasHint ? [`${idOf(name)}-hint`] : []), ...(isWrong ? [`${idOf(name)}-wrong`] : [])]
  if (ids.length === 0) return null
  return html` aria-describedby="${ids.join(' ')}"${isWrong ? html` aria-invalid="true"` : null}`
}

type Labelled = { name: string; label: string; hint?: string | undefined; required?: boolean }

const hintHtml = ({ name, hint }: Labelled) =>
  hint === undefined ? null : html`<p class="hint" id="${idOf(name)}-hint">${hint}</p>`
const need = ({ required }: Labelled) => (required ? html` required` : null)

/** A line to type in, with what was typed. */
export function lineHtml(
  form: FilledForm,
  field: Labelled & { max?: number; type?: 'text' | 'date'; latest?: string; fills?: 'name' },
  language: Language,
): Html {
  const { name, label, hint, max = 200, type = 'text', latest, fills } = field
  const id = idOf(name)
  const bounds = type === 'date' ? (latest ? html` max="${latest}"` : null) : html` maxlength="${max}"`
  return html`<div class="field"><label for="${id}">${label}</label>${hintHtml(field)}
${besideHtml(form, name, language)}
<input id="${id}" name="${name}" type="${type}" value="${textOf(form.typed, name)}"${fills ? html` autocomplete="${fills}"` : null}${bounds}${need(field)}${describedBy(form, name, hint !== undefined)}></div>`
}

/** A space for more than a line. */
export function spaceHtml(
  form: FilledForm,
  field: Labelled & { max: number; rows: number },
  language: Language,
): Html {
  const { name, label, hint, max, rows } = field
  const id = idOf(name)
  return html`<div class="field"><label for="${id}">${label}</label>${hintHtml(field)}
${besideHtml(form, name, language)}
<textarea id="${id}" name="${name}" maxlength="${max}" rows="${rows}"${need(field)}${describedBy(form, name, hint !== undefined)}>
${textOf(form.typed, name)}</textarea></div>`
}

/** One of several, in a list that opens. */
export function selectHtml(
  form: FilledForm,
  field: Labelled & { options: readonly { value: string; label: string }[] },
  language: Language,
): Html {
  const { name, label, hint, options } = field
  const id = idOf(name)
  const chosen = textOf(form.typed, name)
  const listed = options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === chosen ? html` selected` : null}>${option.label}</option>`,
  )
  return html`<div class="field"><label for="${id}">${label}</label>${hintHtml(field)}
${besideHtml(form, name, language)}
<select id="${id}" name="${name}"${need(field)}${describedBy(form, name, hint !== undefined)}>${listed}</select></div>`
}

/** Several to be ticked, each with a label; where one has to be, the fault stands above them. */
export function ticksHtml(
  form: FilledForm,
  field: Labelled & { options: readonly { value: string; label: string }[] },
  language: Language,
): Html {
  const { name, label, options } = field
  const ticked = textsOf(form.typed, name)
  const boxes = options.map((option, index) => {
    const id = index === 0 ? idOf(name) : `${idOf(name)}-${index}`
    const checked = ticked.includes(option.value) ? html` checked` : null
    return html`<div class="choice"><input type="checkbox" id="${id}" name="${name}" value="${option.value}"${checked}${describedBy(form, name, field.hint !== undefined)}>
<label for="${id}">${option.label}</label></div>`
  })
  return html`<fieldset class="field"><legend>${label}</legend>${hintHtml(field)}
${besideHtml(form, name, language)}
${boxes}</fieldset>`
}
