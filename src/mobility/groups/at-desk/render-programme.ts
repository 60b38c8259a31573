import type { ProgrammeActivity } from '../../../db/schema/mobility/learning-programmes.ts'
import type { Framework } from '../../../measure/frameworks/framework.ts'
import { writeDayWithin } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import { formField } from '../../../platform/pages/link-pages.ts'
import { dayOf, type Zone } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { agreedFactsHtml, outcomeHtml } from '../../agreements/render-agreement.ts'
import { differencesHtml } from '../../agreements/render-differences.ts'
import { say as sayOfAgreements } from '../../agreements/words.ts'
import type { Programme } from '../group.ts'
import { factsOfProgramme } from '../programme-facts.ts'
import { say } from '../words.ts'

type Read = {
  programme: Programme
  earlier: Programme | undefined
  framework: Framework | undefined
  organisation: { id: string; name: string }
  secret: string
  zone: Zone
}

/** A learning programme as the host's coordinator reads it at their desk, with the forms to sign it and to return it. */
export function renderProgramme(
  { programme, earlier, framework, organisation, secret, zone }: Read,
  language: Language,
): string {
  const [w, of] = [say.in(language), sayOfAgreements.in(language)]
  const { version, signatures, returned } = programme
  const { content } = version
  const desk = `/desk/${secret}`
  const isHost = version.hostingOrganisationId === organisation.id
  const own = signatures.find(({ party }) => party === (isHost ? 'hosting' : 'sending'))
  const dayIn = (at: Date) => writeDayWithin(dayOf(at, zone), language)
  const signed = own && { name: own.name, day: dayIn(own.signedAt) }
  const place = `${desk}/group-mobilities/${version.groupId}`
  const form = html`<form class="panel" method="post" action="${place}/signature?lang=${language}">
<h2>${of('signing')}</h2><p>${of('sign-for', { organisation: organisation.name })}</p>
<p>${w('stands-for-all')}</p>
<input type="hidden" name="hash" value="${version.hash}">${formField()}
<div class="choice"><input type="checkbox" id="accept" name="accept" value="true" required>
<label for="accept">${w('agree')}</label></div>
<p><button>${of('sign')}</button></p></form>
<form class="panel" method="post" action="${place}/objection?lang=${language}">
<h2>${of('return-it')}</h2><p>${of('return-hint')}</p>
<input type="hidden" name="number" value="${version.number}">${formField()}
<div class="field"><label for="comment">${of('comment')}</label>
<textarea id="comment" name="comment" rows="5" maxlength="2000" required></textarea></div>
<p><button class="quiet">${of('return')}</button></p></form>`
  const body = html`<p><a href="${desk}?lang=${language}">${of('to-desk')}</a></p>
<p class="lead">${of('version', { number: version.number })}</p>
${signed ? html`<p class="made" role="status">${of('signed-on', signed)}</p>` : null}
${returned ? html`<p class="caution-note">${of('returned-on', { day: dayIn(returned.at) })} ${returned.comment}</p>` : null}
${earlier?.returned ? html`<div class="panel"><h2>${of('you-returned')}</h2><p>${earlier.returned.comment}</p><p>${version.answers ? w('answered', { answer: version.answers }) : of('see-differences')}</p></div>` : null}
${earlier ? differencesHtml(earlier.version, version, language) : null}
${agreedFactsHtml(factsOfProgramme(content, framework, language))}
${activitiesHtml(content.activities, language)}
<h2>${of('outcomes')}</h2>
<ul class="outcomes">${content.outcomes.map((outcome) => outcomeHtml(outcome, framework, language))}</ul>
<h2>${of('procedure')}</h2><p>${content.procedure}</p>
${isHost && !own && !returned ? form : null}
<p class="hash">${of('hash')}: <code>${version.hash}</code></p>`
  return linkPage(language, w('title'), body, 'identification')
}

function activitiesHtml(activities: ProgrammeActivity[], language: Language): Html | null {
  if (activities.length === 0) return null
  const days = activities.map(
    ({ on, what, competences }) =>
      html`<li><strong>${writeDayWithin(on, language)}</strong>: ${what}${competences.length > 0 ? html` (${competences.join(', ')})` : null}</li>`,
  )
  return html`<h2>${say('days')(language)}</h2><ul>${days}</ul>`
}
