import { groupsOfFour } from '../../../certification/documents/pdf/front/verification.ts'
import { writeMoment } from '../../../platform/dates.ts'
import { type Html, html, pageHtml } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { Verdict } from '../verdict.ts'
import { say } from '../words.ts'
import { byHtml, certificateHtml, checksHtml, filesHtml, statusHtml } from './render-findings.ts'

/** What was given to be checked: a code, the link of a share, whose secret is not written down, or a file. */
export type GivenToCheck =
  | { code: string }
  | { share: string }
  | { file: { name: string; sha256: string; bytes: number } }

/** The record of one check, to be printed and kept: it says no more than the page of the check says. */
export function renderRecord(
  verdict: Verdict,
  checked: GivenToCheck,
  language: Language,
  at: Date,
  { publicUrl }: { publicUrl: string },
): string {
  const w = say.in(language)
  const { certificate } = verdict
  const facts: [string, string | Html][] = [
    ...whatHtml(checked, language),
    [w('record-at'), html`<time datetime="${at.toISOString()}">${writeMoment(at, language)}</time>`],
    [w('record-by'), w('record-service', { address: publicUrl })],
  ]
  const body = html`<article class="record">
<h1>${w('record-title')}</h1>
${statusHtml(verdict, language)}
<dl>${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
${byHtml(verdict, language)}
${filesHtml(verdict, language)}
${certificate ? certificateHtml(verdict, language) : null}
${checksHtml(verdict, language, true)}
<p class="note">${w('record-hint')}</p>
<p class="again">${backHtml(checked, language)}</p>
</article>`
  return pageHtml(language, `${w('record-title')} – ${w(`kind-${verdict.kind}`)}`, body, (other) =>
    'file' in checked ? `/verify?lang=${other}` : `?lang=${other}`,
  )
}

function whatHtml(checked: GivenToCheck, language: Language): [string, string | Html][] {
  const w = say.in(language)
  if ('code' in checked)
    return [[w('record-what'), html`${w('code')}: <span class="code">${groupsOfFour(checked.code)}</span>`]]
  if ('share' in checked) return [[w('record-what'), w('record-share')]]
  const { name, sha256, bytes } = checked.file
  return [
    [w('record-what'), w('record-file', { name, bytes })],
    ['SHA-256', html`<span class="hash">${sha256}</span>`],
  ]
}

function backHtml(checked: GivenToCheck, language: Language): Html {
  const to = 'code' in checked ? `/${checked.code}` : ''
  const href = 'share' in checked ? `/share/${checked.share}` : `/verify${to}`
  return html`<a href="${href}?lang=${language}">${say('record-back')(language)}</a>`
}
