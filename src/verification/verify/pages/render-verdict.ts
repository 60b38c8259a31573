import { dayForIssuer } from '../../../certification/certificates/snapshot.ts'
import { identitySaid } from '../../../certification/documents/issuer-said.ts'
import type { Fault } from '../../../errors.ts'
import { writeMoment } from '../../../platform/dates.ts'
import { Html, html, pageHtml } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { discloseSnapshot } from '../disclosure.ts'
import type { Verdict } from '../verdict.ts'
import { type CheckResult, foundAs, resultsOf, type VerdictKind } from '../verification.ts'
import { meaningOf, sentenceOf } from '../view-verdict.ts'
import { say } from '../words.ts'
import { renderCertificate } from './render-certificate.ts'
import { faultsHtml, personFields, wordFault } from './render-form.ts'

/**
 * `self`: the page has an address that answers in the other language too. `share`: the secret of the share through which
 * it was opened. `faults`: what was wrong with what was said of the person.
 */
type Place = { self?: boolean; share?: string; faults?: readonly Fault[] }

/** The answer to a stranger as a page that needs no script. */
export function renderVerdict(
  verdict: Verdict,
  language: Language,
  checkedAt: Date,
  place: Place = {},
): string {
  const write = () => writePage(verdict, language, place)
  const page = isPlain(verdict, place)
    ? verdict.certificate!.certified.worded(nameOf(verdict, language), write)
    : write()
  const { text } =
    html`<time datetime="${checkedAt.toISOString()}">${writeMoment(checkedAt, language)}</time>`
  return page.replace(MOMENT, () => text)
}

/** Stands in a page where the moment of the check does; what is told of a certificate is escaped, and never reads so. */
const MOMENT = '<time></time>'

/** What anyone who has the code is shown comes of what is certified and of what was found alone. */
const isPlain = ({ certificate, found }: Verdict, { self, share, faults }: Place) =>
  self &&
  certificate &&
  !certificate.revokedAt &&
  share === undefined &&
  !faults &&
  found.person === undefined

const nameOf = ({ certificate, found }: Verdict, language: Language) =>
  `page ${certificate!.level} ${language} ${certificate!.code} ${foundAs(found)} ${Object.values(certificate!.issuerConfirmed ?? {})}`

function writePage(verdict: Verdict, language: Language, place: Place): string {
  const w = say.in(language)
  const { kind, certificate } = verdict
  const { self = false, share, faults = [] } = place
  const body = html`
<h1>${w('title')}</h1>
<div class="status ${kind}">
${icons[iconOfKind[kind]]}
<p><strong>${w(`kind-${kind}`)}</strong> ${meaningOf(kind)(language)}</p>
</div>
${byHtml(verdict, language)}
${personHtml(verdict, language)}
${filesHtml(verdict, language)}
${certificate && kind === 'altered' ? html`<p><strong>${w('as-registered')}</strong></p>` : null}
${certificate ? placesHtml(certificate, share === undefined, language) : null}
${certificate ? certificateHtml(verdict, language) : null}
${checksHtml(verdict, language)}
<p class="hash">${w('checked')} ${new Html(MOMENT)}</p>
${certificate && self ? confirmHtml(certificate.code, share, faults, language) : null}
<p class="again"><a href="/verify?lang=${language}">${w('again')}</a></p>`
  const title = `${w(`kind-${kind}`)} – ${w('title')}`
  return pageHtml(language, title, body, (other) => `${self ? '' : '/verify'}?lang=${other}`)
}

/** Who has issued what is not ours, in quotation: it is the document that says so. */
function byHtml({ by }: Verdict, language: Language): Html | null {
  if (!by) return null
  const w = say.in(language)
  return html`<p class="place">${w(by.says === 'issuer' ? 'by-its-word' : 'at-address')}: <strong>${by.name}</strong></p>`
}

function filesHtml({ files }: Verdict, language: Language): Html | null {
  if (!files) return null
  const w = say.in(language)
  return html`<section class="checks"><h2>${w('files')}</h2>
<ul>${files.map(({ name, kind, number }) => {
    const result = iconOfKind[kind]
    return html`<li class="${result}">${icons[result]}<div><p><strong>${name}</strong> <span class="result">${w(`kind-${kind}`)}</span></p>
${number ? html`<p>${w('number')}: ${number}</p>` : null}</div></li>`
  })}</ul></section>`
}

function certificateHtml({ found, certificate }: Verdict, language: Language): Html {
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

/** Whose place it took, and which took its own: its page is shown to who has a code, at the level chosen for it. */
function placesHtml(
  { supersedes, supersededBy }: NonNullable<Verdict['certificate']>,
  hasCode: boolean,
  language: Language,
): Html | null {
  const w = say.in(language)
  if (supersededBy) {
    const { number, code } = supersededBy
    const named = hasCode ? html`<a href="/verify/${code}?lang=${language}">${number}</a>` : number
    return html`<p class="place"><strong>${w('superseded-by')}</strong> ${named}${hasCode ? null : html` · ${w('ask-successor')}`}</p>`
  }
  return supersedes === null ? null : html`<p class="place">${w('supersedes')} ${supersedes}</p>`
}

/** Whose it is: told at the top, for a genuine certificate of someone else is the commonest fraud of all. */
function personHtml({ found }: Verdict, language: Language): Html | null {
  const told = resultsOf(found).find(({ check }) => check === 'person')
  if (!told) return null
  return html`<div class="person ${told.result}">${icons[told.result]}<p><strong>${say('check-person')(language)}:</strong> ${sentenceOf(told)(language)}</p></div>`
}

/** What was checked; what there was nothing to check for is offered, where a file would help, and said in short, not counted. */
function checksHtml({ kind, found, certificate }: Verdict, language: Language): Html | null {
  const w = say.in(language)
  const made = resultsOf(found).filter(({ result }) => result !== 'not-checked')
  const beside = resultsOf(found).filter(({ finding }) => noted.has(finding))
  const isWithoutFile =
    certificate !== null && (found.bytes === 'no-document' || found.bytes === 'not-compared')
  if (made.length === 0 || kind === 'unreadable') return null
  return html`<section class="checks">
<h2>${w('checks')}</h2>
<ul>${made.map(
    (told) => html`<li class="${told.result}">${icons[told.result]}
<div><p><strong>${w(`check-${told.check}`)}</strong> <span class="result">${w(`came-to-${told.result}`)}</span></p>
<p>${sentenceOf(told)(language)}</p></div></li>`,
  )}</ul>
${beside.map((told) => html`<p class="hint">${sentenceOf(told)(language)}</p>`)}
${isWithoutFile ? html`<p>${w('rest-by-file')} <a href="/verify?lang=${language}#file">${w('check-file')}</a></p>` : null}
</section>`
}

/** Findings that say something though nothing was checked. */
const noted = new Set(['none', 'pending', 'before-seal', 'unsigned', 'elsewhere'])

/** Who came through a share is answered at the level of the share, and is not told the code. */
function confirmHtml(
  code: string,
  share: string | undefined,
  faults: readonly Fault[],
  language: Language,
): Html {
  const w = say.in(language)
  const wrong = faults.map((fault) => wordFault(fault, language))
  const to = share === undefined ? '/verify' : `/share/${share}`
  return html`<form class="panel" method="post" action="${to}?lang=${language}">
<h2>${w('confirm-title')}</h2>
<p>${w('confirm-intro')}</p>
${wrong.length > 0 ? faultsHtml(wrong, w('fault')) : null}
${share === undefined ? html`<input type="hidden" name="code" value="${code}">` : null}
${personFields(language, wrong)}
<p><button>${w('confirm')}</button></p>
</form>`
}

const icon = (shape: string) =>
  new Html(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`)

/** A different outline for each, so that neither colour nor print is needed to tell them apart. */
const icons: Record<CheckResult, Html> = {
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
