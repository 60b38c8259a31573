import { dayForIssuer } from '../../../certification/certificates/snapshot.ts'
import { identitySaid } from '../../../certification/documents/issuer-said.ts'
import { Html, html } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { discloseSnapshot } from '../disclosure.ts'
import type { Verdict } from '../verdict.ts'
import { type CheckResult, type Findings, resultsOf, type VerdictKind } from '../verification.ts'
import { meaningOf, sentenceOf } from '../view-verdict.ts'
import { say } from '../words.ts'
import { renderCertificate } from './render-certificate.ts'
import { unmadeOf } from './unmade.ts'

/** The verdict in one line, with an outline and a colour of its own. */
export function statusHtml({ kind }: Verdict, language: Language): Html {
  return html`<div class="status ${kind}">
${icons[iconOfKind[kind]]}
<p><strong>${say(`kind-${kind}`)(language)}</strong> ${meaningOf(kind)(language)}</p>
</div>`
}

/** Who has issued what is not ours, in quotation: it is the document that says so. */
export function byHtml({ by }: Verdict, language: Language): Html | null {
  if (!by) return null
  const w = say.in(language)
  return html`<p class="place">${w(by.says === 'issuer' ? 'by-its-word' : 'at-address')}: <strong>${by.name}</strong></p>`
}

export function filesHtml({ files }: Verdict, language: Language): Html | null {
  if (!files) return null
  const w = say.in(language)
  return html`<section class="checks"><h2>${w('files')}</h2>
<ul>${files.map(({ name, kind, number }) => {
    const result = iconOfKind[kind]
    return html`<li class="${result}">${icons[result]}<div><p><strong>${name}</strong> <span class="result">${w(`kind-${kind}`)}</span></p>
${number ? html`<p>${w('number')}: ${number}</p>` : null}</div></li>`
  })}</ul></section>`
}

/** What the learner lets strangers see of the certificate. */
export function certificateHtml({ found, certificate }: Verdict, language: Language): Html {
  const { level, revokedAt, revocationReason, certified } = certificate!
  const shown = discloseSnapshot(certified.content, level, language)
  const revocation = revokedAt && {
    revokedOn: dayForIssuer(certified.content, revokedAt),
    revocationReason,
  }
  const today = identitySaid(certificate!.issuerConfirmed)!(language)
  const isCompared = resultsOf(found).some(
    ({ check, result }) => check === 'bytes' && result !== 'not-checked',
  )
  return renderCertificate(shown, level, { revocation, today, isCompared }, language)
}

/** What was checked; what there was nothing to check for is not counted among it, but offered where a file would help. */
export function checksHtml(
  { kind, found, certificate }: Verdict,
  language: Language,
  isRecord = false,
): Html | null {
  const w = say.in(language)
  const made = resultsOf(found).filter(({ result }) => result !== 'not-checked')
  if (made.length === 0 || kind === 'unreadable') return null
  return html`<section class="checks">
<h2>${w('checks')}</h2>
<ul>${made.map(
    (told) => html`<li class="${told.result}">${icons[told.result]}
<div><p><strong>${w(`check-${told.check}`)}</strong> <span class="result">${w(`came-to-${told.result}`)}</span></p>
<p>${sentenceOf(told)(language)}</p></div></li>`,
  )}</ul>
${certificate ? restHtml(found, isRecord, language) : null}
</section>`
}

/**
 * By a code alone, what the file would add; by a file, what this one does not have. What is not there at all, such as the
 * seal of a paper that was never sealed, is not among it.
 */
function restHtml(found: Findings, isRecord: boolean, language: Language): Html | null {
  const w = say.in(language)
  const of = (kind: ReturnType<typeof unmadeOf>) => resultsOf(found).filter((told) => unmadeOf(told) === kind)
  const isWithoutFile = found.bytes === 'no-document' || found.bytes === 'not-compared'
  const [named, said] = isWithoutFile ? [of('by-file'), of('said')] : [[], [...of('by-file'), ...of('said')]]
  if (named.length + said.length === 0) return null
  const way = isRecord ? null : html`<p><a href="/verify?lang=${language}#file">${w('check-file')}</a></p>`
  return html`<div class="rest">${
    named.length > 0
      ? html`<p>${w('rest-by-file')}</p>
<ul>${named.map(({ check }) => html`<li><b>${w(`check-${check}`)}</b></li>`)}</ul>${way}`
      : null
  }${
    said.length > 0
      ? html`<ul>${said.map(
          (told) => html`<li><b>${w(`check-${told.check}`)}</b>: ${sentenceOf(told)(language)}</li>`,
        )}</ul>`
      : null
  }</div>`
}

const icon = (shape: string) =>
  new Html(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`)

/** A different outline for each, so that neither colour nor print is needed to tell them apart. */
export const icons: Record<CheckResult, Html> = {
  pass: icon('<circle cx="12" cy="12" r="11"/><path d="m7 12.5 3.5 3.5L17 9"/>'),
  warning: icon('<path class="shape" d="M12 2 23 21.5H1Z"/><path d="M12 9v6M12 18v.5"/>'),
  fail: icon(
    '<path class="shape" d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9Z"/><path d="m8 8 8 8M16 8l-8 8"/>',
  ),
  'not-checked': icon('<circle class="open" cx="12" cy="12" r="10"/><path d="M8 12h8"/>'),
}

const iconOfKind: Record<VerdictKind, CheckResult> = {
  genuine: 'pass',
  'saved-again': 'pass',
  'code-only': 'warning',
  several: 'pass',
  'under-appeal': 'warning',
  expired: 'warning',
  'not-yet-valid': 'warning',
  unconfirmed: 'warning',
  'number-given': 'warning',
  unreadable: 'warning',
  'not-ours': 'warning',
  unknown: 'warning',
  replaced: 'fail',
  revoked: 'fail',
  altered: 'fail',
}
