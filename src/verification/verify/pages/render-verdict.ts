import type { Fault } from '../../../errors.ts'
import { writeMoment } from '../../../platform/dates.ts'
import { Html, html, pageHtml } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { Verdict } from '../verdict.ts'
import { foundAs, resultsOf } from '../verification.ts'
import { sentenceOf } from '../view-verdict.ts'
import { say } from '../words.ts'
import { byHtml, certificateHtml, checksHtml, filesHtml, icons, statusHtml } from './render-findings.ts'
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
${statusHtml(verdict, language)}
${byHtml(verdict, language)}
${personHtml(verdict, language)}
${filesHtml(verdict, language)}
${certificate && kind === 'altered' ? html`<p><strong>${w('as-registered')}</strong></p>` : null}
${certificate ? placesHtml(certificate, share === undefined, language) : null}
${certificate ? certificateHtml(verdict, language) : null}
${checksHtml(verdict, language)}
<p class="hash">${w('checked')} ${new Html(MOMENT)}</p>
${certificate && self ? recordLink(certificate.code, share, language) : null}
${certificate && self ? confirmHtml(certificate.code, share, faults, language) : null}
<p class="again"><a href="/verify?lang=${language}">${w('again')}</a></p>`
  const title = `${w(`kind-${kind}`)} – ${w('title')}`
  return pageHtml(language, title, body, (other) => `${self ? '' : '/verify'}?lang=${other}`)
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

/** Where the same is written down to be printed and kept. */
function recordLink(code: string, share: string | undefined, language: Language): Html {
  const of = share === undefined ? `/verify/${code}` : `/share/${share}`
  return html`<p class="again"><a href="${of}/record?lang=${language}">${say('record-link')(language)}</a></p>`
}

/** Whose it is: told at the top, for a genuine certificate of someone else is the commonest fraud of all. */
function personHtml({ found }: Verdict, language: Language): Html | null {
  const told = resultsOf(found).find(({ check }) => check === 'person')
  if (!told) return null
  return html`<div class="person ${told.result}">${icons[told.result]}<p><strong>${say('check-person')(language)}:</strong> ${sentenceOf(told)(language)}</p></div>`
}

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
