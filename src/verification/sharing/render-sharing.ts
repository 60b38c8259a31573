import type { Certificate } from '../../certification/certificates/store.ts'
import { walletFaults } from '../../certification/documents/exports/export-faults.ts'
import {
  awaitsBirthDate,
  formsOffered,
  type HolderFile,
  placeOfFile,
} from '../../certification/downloads/holder-form.ts'
import type { Services } from '../../context.ts'
import { unsent } from '../../platform/pages/forms/acceptance.ts'
import { type Html, html, pageHtml } from '../../platform/pages/html.ts'
import type { Visit } from '../../platform/pages/link-pages.ts'
import { stageLine } from '../../platform/pages/stage-line.ts'
import { type FilledForm, lineHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { addToProfileUrl } from './add-to-profile.ts'
import type { Sharing } from './schemas.ts'
import { type Level, levels, lifetimes } from './sharing.ts'
import type { Share } from './store.ts'
import { say } from './words.ts'

/** What has just been done: a share made, whose address is shown this once; or a birth date said otherwise than it is. */
type Done = { made?: { share: Share; url: string }; form?: FilledForm }

/** The learner's page of a certificate. */
export function renderSharing(
  sharing: Sharing,
  { made, form = unsent }: Done,
  { base, link: { zone }, language }: Pick<Visit, 'base' | 'link' | 'language'>,
  { publicUrl, eudiWallets }: Pick<Services, 'publicUrl' | 'eudiWallets'>,
): string {
  const w = say.in(language)
  const { certificate, level, shares } = sharing
  const verificationUrl = `${publicUrl}/verify/${certificate.code}`
  const action = (path: string) => `${base}/${path}?lang=${language}`
  const body = html`
<h1>${w('title')}</h1>
${stageLine('over', language)}
<p class="lead">${w('intro')}</p>
${certificate.revokedAt ? html`<p class="warning-note"><strong>${w('revoked')}</strong></p>` : null}
${made ? madeHtml(made, zone, language) : null}
<p>${w('number')}: <strong>${certificate.number}</strong><br>
<a href="${verificationUrl}?lang=${language}">${w('seen')}</a></p>
${formsHtml(sharing, { base, form, publicUrl, verificationUrl }, language)}
${eudiWallets && !certificate.revokedAt ? walletHtml(certificate, action('wallet-offers'), language) : null}
<form class="panel" method="post" action="${action('level')}">
<h2>${w('level-title')}</h2>
<fieldset><legend>${w('level-intro')}</legend>${levels.map((offered) => choiceHtml(offered, level, 'level', language))}</fieldset>
<p><button>${w('save')}</button></p>
</form>
<form class="panel" method="post" action="${action('shares')}">
<h2>${w('share-title')}</h2>
<p>${w('share-intro')}</p>
<fieldset><legend>${w('shows')}</legend>${levels.map((offered) => choiceHtml(offered, 'everything', 'share', language))}</fieldset>
<div class="field"><label for="days">${w('days')}</label>
<select id="days" name="days">${lifetimes.map((days) => html`<option value="${days}"${days === 30 ? html` selected` : null}>${w('day-count', { days })}</option>`)}</select></div>
<p><button>${w('make')}</button></p>
</form>
<section><h2>${w('open')}</h2>
${shares.length === 0 ? html`<p>${w('none')}</p>` : html`<ul class="shares">${shares.map((share) => shareHtml(share, action(`shares/${share.id}/end`), zone, language))}</ul>`}
</section>`
  return pageHtml(language, w('title'), body, (other) => `${base}?lang=${other}`)
}

/** A key of the words has no full stop. */
const formKeys = {
  'certificate.pdf': 'download',
  'summary.pdf': 'form-summary',
  'badge.png': 'form-badge-png',
  'badge.svg': 'form-badge-svg',
  'badge.json': 'form-badge',
  'credential.jwt': 'form-credential',
  'european-credential.jsonld': 'form-european',
} as const satisfies Record<HolderFile, string>

type Place = { base: string; form: FilledForm; publicUrl: string; verificationUrl: string }

/** Every form of the certificate, each with one sentence on what it is for; what says a birth date once that was said. */
function formsHtml(
  { certificate, link }: Sharing,
  { base, form, publicUrl, verificationUrl }: Place,
  language: Language,
): Html {
  const w = say.in(language)
  const offered = ['certificate.pdf', ...formsOffered(certificate, publicUrl)] as const
  const waiting = offered.filter((file) => awaitsBirthDate(file, certificate, link))
  const item = (to: Html, hint: string) => html`<li><p>${to}</p><p class="hint">${hint}</p></li>`
  return html`<section><h2>${w('forms')}</h2>
${waiting.length > 0 ? birthDateHtml(waiting, base, form, language) : null}
<ul class="forms">
${offered
  .filter((file) => !waiting.includes(file))
  .map((file) =>
    item(html`<a href="${base}/${placeOfFile(file)}">${w(formKeys[file])}</a>`, w(`${formKeys[file]}-hint`)),
  )}
${certificate.revokedAt ? null : item(html`<a href="${addToProfileUrl(JSON.parse(certificate.snapshot), language, verificationUrl)}" rel="noreferrer noopener">${w('add-to-profile')}</a>`, w('add-to-profile-hint'))}
</ul></section>`
}

/** Asks for the birth date that these files say. */
function birthDateHtml(
  files: readonly HolderFile[],
  base: string,
  form: FilledForm,
  language: Language,
): Html {
  const w = say.in(language)
  const label = w('birth-date')
  const born = { name: 'birthDate', label, hint: w('birth-date-hint'), type: 'date', required: true } as const
  return html`<form class="panel" method="post" action="${base}/birth-date?lang=${language}">
<h3>${w('birth-date-title')}</h3>
<p>${w('birth-date-why')}</p>
<ul>${files.map((file) => html`<li>${w(formKeys[file])}</li>`)}</ul>
${wrongHtml(form, language)}
${lineHtml(form, born, language)}
<p><button>${w('birth-date-send')}</button></p>
</form>`
}

/** Where wallets are offered credentials: the way to the offer, or that this certificate is none for wallets. */
function walletHtml({ snapshot }: Certificate, action: string, language: Language): Html {
  const w = say.in(language)
  const isForWallets = walletFaults(JSON.parse(snapshot)).length === 0
  return html`<form class="panel" method="post" action="${action}"><h2>${w('wallet')}</h2>
<p>${isForWallets ? w('wallet-hint') : w('wallet-not')}</p>
${isForWallets ? html`<p><button>${w('wallet-offer')}</button></p>` : null}
</form>`
}

function choiceHtml(level: Level, chosen: Level, form: string, language: Language): Html {
  const w = say.in(language)
  const id = `${form}-${level}`
  const checked = level === chosen ? html` checked` : null
  return html`<div class="choice"><input type="radio" id="${id}" name="level" value="${level}" aria-describedby="${id}-hint"${checked}>
<div><label for="${id}">${w(`level-${level}`)}</label>
<p class="hint" id="${id}-hint">${w(`level-${level}-meaning`)}</p></div></div>`
}

function madeHtml({ share, url }: { share: Share; url: string }, zone: Zone, language: Language): Html {
  const w = say.in(language)
  return html`<div class="made" role="status"><h2>${w('made')}</h2>
<div class="field"><label for="address">${w('address')}</label>
<input id="address" readonly value="${url}"></div>
<p>${w('made-hint')}</p>
<p>${w('share-until', { level: say(`level-${share.level}`), until: dayOf(share.expiresAt, zone) })}</p></div>`
}

function shareHtml(
  { level, createdAt, expiresAt }: Share,
  action: string,
  zone: Zone,
  language: Language,
): Html {
  const w = say.in(language)
  const name = say(`level-${level}`)
  const until = dayOf(expiresAt, zone)
  return html`<li><p><strong>${name(language)}</strong><br>
${w('share-period', { from: dayOf(createdAt, zone), until })}</p>
<form method="post" action="${action}"><button class="quiet" aria-label="${w('end-which', { level: name, until })}">${w('end')}</button></form></li>`
}
