import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import { type Html, html, pageHtml } from '../platform/http/html.ts'
import type { Verdict } from './check-document.ts'
import { discloseSnapshot } from './verification.ts'
import { type Language, pageWords, reasonWords, resultWords, statusSentences, statusWords } from './words.ts'

/** The answer to a stranger as a page that needs no script. */
export function renderVerdict(verdict: Verdict, language: Language, checkedAt: Date): string {
  const w = pageWords[language]
  const body = html`
<h1>${w.title}</h1>
<p class="status ${verdict.status}"><strong>${statusWords[verdict.status][language]}</strong> ${statusSentences[verdict.status][language]}</p>
${verdict.certificate ? certificateHtml(verdict, language) : null}
<p class="hash">${w.checked} <time datetime="${checkedAt.toISOString()}">${writeMoment(checkedAt, language)}</time></p>`
  return pageHtml(language, w.title, body, {
    href: language === 'lv' ? '?lang=en' : '?lang=lv',
    label: w.other,
  })
}

function certificateHtml({ certificate }: Verdict, language: Language): Html {
  const w = pageWords[language]
  const shown = discloseSnapshot(JSON.parse(certificate!.snapshot) as CertificateSnapshot, language)
  const reason = certificate?.revocationReason ? reasonWords[certificate.revocationReason] : undefined
  const rows: [string, string | null][] = [
    [w.revoked, certificate?.revokedAt ? writeDay(certificate.revokedAt.toISOString(), language) : null],
    [w.reason, reason?.[language] ?? null],
    [w.learner, shown.learner],
    [w.issuer, shown.issuer],
    [w.hosting, shown.hostingOrganisation],
    [w.period, `${writeDay(shown.startsOn, language)} – ${writeDay(shown.endsOn, language)}`],
    [w.issued, writeDay(shown.issuedAt, language)],
    [w.number, shown.number],
    [w.framework, shown.framework],
  ]
  return html`
<dl>${rows.flatMap(([term, value]) => (value === null ? [] : html`<dt>${term}</dt><dd>${value}</dd>`))}</dl>
<h2>${w.outcomes}</h2>
<table>
<thead><tr><th scope="col">${w.competence}</th><th scope="col">${w.target}</th><th scope="col">${w.level}</th><th scope="col">${w.result}</th></tr></thead>
<tbody>${shown.outcomes.map(
    (one) => html`<tr>
<th scope="row">${one.competence} ${one.title}${one.kind === 'additional' ? ` (${w.additional})` : ''}</th>
<td data-label="${w.target}">${one.target ?? '–'}</td><td data-label="${w.level}">${one.level ?? '–'}</td>
<td data-label="${w.result}">${resultWords[one.result][language]}</td>
</tr>`,
  )}</tbody>
</table>
<p>${shown.notice}</p>`
}

const locales = { lv: 'lv-LV', en: 'en-GB' } as const

function writeDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  )
}

function writeMoment(moment: Date, language: Language): string {
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat(locales[language], style).format(moment)} UTC`
}
