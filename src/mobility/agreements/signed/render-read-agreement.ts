import type { Framework } from '../../../measure/frameworks/framework.ts'
import { html } from '../../../platform/pages/html.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { participantOf } from '../../mobilities/course.ts'
import { stageShown } from '../../mobilities/stage-shown.ts'
import { calledAs, missingSignatories, type WhoSigns } from '../agreement.ts'
import { signedAs } from '../agreement-facts.ts'
import type { VersionWithSignatures } from '../agreement-rows.ts'
import { agreedHtml } from '../render-agreement.ts'
import { say } from '../words.ts'
import { shownByLink } from './by-link.ts'
import { say as sayOfSigned } from './words.ts'

/**
 * The agreement as it was signed: by whom and when, who has yet to, and the whole of it. `shown`: the stage of its case, and
 * where it is to be had as a file; null in that file itself.
 */
export function renderReadAgreement(
  standing: VersionWithSignatures,
  framework: Framework | undefined,
  shown: { stage: Parameters<typeof stageShown>[0]; file: string } | null,
  language: Language,
): string {
  const w = say.in(language)
  const own = sayOfSigned.in(language)
  const { version, signatures, zone } = standing
  const called = (signatory: WhoSigns) =>
    signatory.party === 'learner' ? participantOf(version.content.mobility) : calledAs(signatory)
  const signed = signatures.map((signature) => {
    const { signedOn, signedAt } = signature
    const party = called(signature)
    const name = signedAs(signature, language)
    return html`<li>${own('signed-by', { party, name, day: signedOn ?? dayOf(signedAt, zone) })}</li>`
  })
  const missing = missingSignatories(standing).map(
    (signatory) => html`<li>${own('not-signed', { party: called(signatory) })}</li>`,
  )
  const body = html`<p class="lead">${w('version', { number: version.number })}</p>
<h2>${w('signatures')}</h2>
<ul>${signed}${standing.withdrawn ? null : missing}</ul>
${shown && html`<p><a href="${shown.file}">${w('file')}</a></p>`}
${agreedHtml(shownByLink(version), framework, language)}
<p class="hash">${w('hash')}: <code>${version.hash}</code></p>`
  return linkPage(language, w('title'), body, shown ? stageShown(shown.stage) : undefined)
}
