import type { Services } from '../../context.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html, pageHtml } from '../../platform/pages/html.ts'
import type { Sharing } from './schemas.ts'
import { type Level, levels, lifetimes } from './sharing.ts'
import type { Share } from './store.ts'
import { levelWords, words } from './words.ts'

type Language = 'lv' | 'en'

/** The learner's page of a certificate; `made` is a share just made, whose address is shown this once. */
export function renderSharing(
  { certificate, level, shares }: Sharing,
  made: { share: Share; url: string } | null,
  secret: string,
  language: Language,
  { publicUrl }: Pick<Services, 'publicUrl'>,
): string {
  const w = words[language]
  const action = (path: string) => `/holder/${secret}/${path}?lang=${language}`
  const body = html`
<h1>${w.title}</h1>
<p class="lead">${w.intro}</p>
${certificate.revokedAt ? html`<p class="warning-note"><strong>${w.revoked}</strong></p>` : null}
${made ? madeHtml(made, language) : null}
<p>${w.number}: <strong>${certificate.number}</strong><br>
<a href="/holder/${secret}/certificate.pdf">${w.download}</a><br>
<a href="${publicUrl}/verify/${certificate.code}?lang=${language}">${w.seen}</a></p>
<form class="panel" method="post" action="${action('level')}">
<h2>${w.levelTitle}</h2>
<fieldset><legend>${w.levelIntro}</legend>${levels.map((one) => choiceHtml(one, level, 'level', language))}</fieldset>
<p><button>${w.save}</button></p>
</form>
<form class="panel" method="post" action="${action('shares')}">
<h2>${w.shareTitle}</h2>
<p>${w.shareIntro}</p>
<fieldset><legend>${w.shows}</legend>${levels.map((one) => choiceHtml(one, 'everything', 'share', language))}</fieldset>
<div class="field"><label for="days">${w.days}</label>
<select id="days" name="days">${lifetimes.map((days) => (days === 30 ? html`<option value="${days}" selected>${w.dayCount[days]}</option>` : html`<option value="${days}">${w.dayCount[days]}</option>`))}</select></div>
<p><button>${w.make}</button></p>
</form>
<section><h2>${w.open}</h2>
${shares.length === 0 ? html`<p>${w.none}</p>` : html`<ul class="shares">${shares.map((share) => shareHtml(share, action(`shares/${share.id}/end`), language))}</ul>`}
</section>`
  return pageHtml(language, w.title, body, (other) => `/holder/${secret}?lang=${other}`)
}

function choiceHtml(one: Level, chosen: Level, form: string, language: Language): Html {
  const id = `${form}-${one}`
  const { name, meaning } = levelWords[one]
  const input =
    one === chosen
      ? html`<input type="radio" id="${id}" name="level" value="${one}" aria-describedby="${id}-hint" checked>`
      : html`<input type="radio" id="${id}" name="level" value="${one}" aria-describedby="${id}-hint">`
  return html`<div class="choice">${input}
<div><label for="${id}">${name[language]}</label>
<p class="hint" id="${id}-hint">${meaning[language]}</p></div></div>`
}

function madeHtml({ share, url }: { share: Share; url: string }, language: Language): Html {
  const w = words[language]
  return html`<div class="made" role="status"><h2>${w.made}</h2>
<div class="field"><label for="address">${w.address}</label>
<input id="address" readonly value="${url}"></div>
<p>${w.madeHint}</p>
<p>${levelWords[share.level].name[language]}; ${w.until} ${writeDayWithin(share.expiresAt, language)}</p></div>`
}

function shareHtml({ level, createdAt, expiresAt }: Share, action: string, language: Language): Html {
  const w = words[language]
  return html`<li><p><strong>${levelWords[level].name[language]}</strong><br>
${w.since} ${writeDayWithin(createdAt, language)}; ${w.until} ${writeDayWithin(expiresAt, language)}</p>
<form method="post" action="${action}"><button class="quiet" aria-label="${w.end}: ${levelWords[level].name[language]}, ${w.until} ${writeDayWithin(expiresAt, language)}">${w.end}</button></form></li>`
}
