import type { Framework } from '../../../measure/frameworks/framework.ts'
import { writeDayWithin } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say as sayOfGroups } from '../../groups/words.ts'
import { signedAs } from '../agreement-facts.ts'
import type { VersionWithSignatures } from '../agreement-rows.ts'
import { agreedHtml } from '../render-agreement.ts'
import { differencesHtml } from '../render-differences.ts'
import { shownByLink } from '../signed/by-link.ts'
import { say } from '../words.ts'

type Read = {
  newest: VersionWithSignatures
  earlier: VersionWithSignatures | undefined
  framework: Framework | undefined
  organisation: { id: string; name: string }
  secret: string
}

/** An agreement as the host's coordinator reads it at their desk, with the forms to sign it and to return it. */
export function renderAtDesk(
  { newest, earlier, framework, organisation, secret }: Read,
  language: Language,
): string {
  const w = say.in(language)
  const { version, signatures, returned } = newest
  const own = signatures.find(({ party }) => party === 'hosting')
  const isHost = version.hostingOrganisationId === organisation.id
  const before = earlier?.returned
  const desk = `/desk/${secret}`
  const form = `${desk}/agreements/${version.mobilityId}`
  const dayIn = (at: Date) => writeDayWithin(dayOf(at, newest.zone), language)
  const open: Html =
    isHost && !own && !returned
      ? html`<form class="panel" method="post" action="${form}/signature?lang=${language}">
<h2>${w('signing')}</h2><p>${w('sign-for', { organisation: organisation.name })}</p>
<input type="hidden" name="hash" value="${version.hash}">${formField()}
<div class="choice"><input type="checkbox" id="accept" name="accept" value="true" required>
<label for="accept">${w('agree')}</label></div>
<p><button>${w('sign')}</button></p></form>
<form class="panel" method="post" action="${form}/objection?lang=${language}">
<h2>${w('return-it')}</h2><p>${w('return-hint')}</p>
<input type="hidden" name="number" value="${version.number}">${formField()}
<div class="field"><label for="comment">${w('comment')}</label>
<textarea id="comment" name="comment" rows="5" maxlength="2000" required></textarea></div>
<p><button class="quiet">${w('return')}</button></p></form>`
      : html``
  const body = html`<p><a href="${desk}?lang=${language}">${w('to-desk')}</a></p>
<p class="lead">${w('version', { number: version.number })}</p>
${
  own
    ? html`<p class="made" role="status">${w('signed-on', {
        name: signedAs(own, language),
        day: own.signedOn ? writeDayWithin(own.signedOn, language) : dayIn(own.signedAt),
      })}</p>`
    : null
}
${returned ? html`<p class="caution-note">${w('returned-on', { day: dayIn(returned.at) })} ${returned.comment}</p>` : null}
${before ? html`<div class="panel"><h2>${w('you-returned')}</h2><p>${before.comment}</p><p>${version.answers ? sayOfGroups('answered', { answer: version.answers })(language) : w('see-differences')}</p></div>` : null}
${earlier && differencesHtml(shownByLink(earlier.version), shownByLink(version), language)}
${agreedHtml(shownByLink(version), framework, language)}
${open}
<p class="hash">${w('hash')}: <code>${version.hash}</code></p>`
  return linkPage(language, w('title'), body, 'identification')
}
