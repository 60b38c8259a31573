import type { Group } from '../../../../../mobility/groups/group.ts'
import { isSameName } from '../../../../../parties/names/same-name.ts'
import { period, writeDayWithin } from '../../../../../platform/dates.ts'
import { type Html, html } from '../../../../../platform/pages/html.ts'
import { linkPage } from '../../../../../platform/pages/link-page.ts'
import { formField } from '../../../../../platform/pages/link-pages.ts'
import { type FilledForm, lineHtml, selectHtml, wrongHtml } from '../../../../../platform/pages/typed-form.ts'
import { dayOf, type Zone } from '../../../../../platform/time-zone.ts'
import type { Language } from '../../../../../platform/words/language.ts'
import { say } from '../../../words.ts'
import type { CompanionAttestation } from '../companion.ts'

type There = { group: Group; attested: CompanionAttestation[]; zone: Zone }

/** Who went with a group and was attested, and the form to say it of who is left. */
export function renderCompanions(
  { group, attested, zone }: There,
  secret: string,
  sent: FilledForm | null,
  language: Language,
): string {
  const w = say.in(language)
  const left = group.companions.filter(({ name }) => !attested.some((each) => isSameName(each.name, name)))
  const { startsOn, endsOn } = group
  const form = sent ?? { typed: { name: left[0]?.name ?? '', startsOn, endsOn }, wrong: [] }
  const said = attested.map(({ name, role, memberName, at, ...days }) => {
    const by = w('companion-attested', { name: memberName, day: writeDayWithin(dayOf(at, zone), language) })
    return html`<li class="waits"><p class="what">${name}, ${role}</p>
<p class="of-whom">${period(days.startsOn, days.endsOn, language)}</p><p class="hint">${by}</p></li>`
  })
  const body = html`<p><a href="/desk/${secret}?lang=${language}">${w('to-desk')}</a></p>
<p class="lead">${group.name}, ${period(startsOn, endsOn, language)}</p>
${wrongHtml(form, language)}
${left.length > 0 ? formHtml(left, form, `/desk/${secret}/group-mobilities/${group.id}`, language) : html`<p class="made">${w('all-attested')}</p>`}
${said.length > 0 ? html`<h2>${w('attested')}</h2><ul class="waiting">${said}</ul>` : null}`
  return linkPage(language, w('companions'), body)
}

function formHtml(left: Group['companions'], form: FilledForm, at: string, language: Language): Html {
  const w = say.in(language)
  const options = left.map(({ name, role }) => ({ value: name, label: `${name}, ${role}` }))
  const day = (name: 'startsOn' | 'endsOn', label: string) =>
    lineHtml(form, { name, label, type: 'date', required: true }, language)
  return html`<form class="panel" method="post" action="${at}/companions?lang=${language}">
<h2>${w('who-was-there')}</h2><p>${w('attest-once')}</p>${formField()}
${selectHtml(form, { name: 'name', label: w('who'), options }, language)}
${day('startsOn', w('from-day'))}
${day('endsOn', w('until-day'))}
<p><button>${w('attest')}</button></p></form>`
}
