import type { AgreementContent } from '../db/schema/agreements.ts'
import { type Html, html } from '../platform/http/html.ts'
import { type Difference, differences } from './differences.ts'
import { partNames, words } from './words.ts'

type Language = 'lv' | 'en'
type Numbered = { number: number; content: AgreementContent }

/** What an amendment changes, for those who are asked to sign it again. */
export function differencesHtml(before: Numbered, after: Numbered, language: Language): Html {
  const w = words[language]
  const rows = differences(before.content, after.content).map((one) => {
    const where = nameOf(one, before.content, after.content, language)
    return html`<tr><th scope="row">${where}</th>
<td data-label="${w.before}">${one.change === 'added' ? '–' : worded(one.old, language)}</td>
<td data-label="${w.now}">${one.change === 'removed' ? w.removed : worded(one.new, language)}</td></tr>`
  })
  if (rows.length === 0) return html``
  return html`<h2>${w.changes.replace('{number}', String(before.number))}</h2>
<table><thead><tr><th scope="col">${w.where}</th><th scope="col">${w.before}</th><th scope="col">${w.now}</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

/** `/outcomes/1/target` as "Outcome 2.4, target level". */
function nameOf(
  { pointer, change }: Difference,
  before: AgreementContent,
  after: AgreementContent,
  language: Language,
): string {
  let value: unknown = change === 'removed' ? before : after
  const names: string[] = []
  for (const step of pointer.split('/').slice(1)) {
    value = (value as Record<string, unknown>)[step]
    if (!/^\d+$/.test(step)) {
      names.push(partNames[step]?.[language] ?? step)
      continue
    }
    const { competence, id } = value as { competence?: string; id?: string }
    names.push(`${names.pop() ?? ''} ${competence ?? id ?? step}`)
  }
  return names.join(', ')
}

function worded(value: unknown, language: Language): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map((one) => worded(one, language)).join('; ')
  if (typeof value === 'boolean') return words[language][value ? 'yes' : 'no']
  if (typeof value !== 'object') return String(value)
  if ('text' in value && 'level' in value) {
    return [value.level, worded(value.text, language)].filter((one) => one !== null).join(': ')
  }
  const text = (value as Record<string, unknown>)[language]
  if (typeof text === 'string') return text
  const { target, competence } = value as { target?: number; competence?: string }
  if (competence !== undefined) {
    return [competence, target == null ? null : `${words[language].target} ${target}`]
      .filter(Boolean)
      .join(', ')
  }
  return Object.entries(value)
    .filter(([, one]) => one !== null)
    .map(([name, one]) => `${partNames[name]?.[language] ?? name}: ${worded(one, language)}`)
    .join(', ')
}
