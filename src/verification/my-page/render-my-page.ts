import { stageShown } from '../../mobility/mobilities/stage-shown.ts'
import { staySaid } from '../../mobility/stays/stay-said.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { type Ending, linkHint, linkPage } from '../../platform/pages/link-page.ts'
import { stageLine } from '../../platform/pages/stage-line.ts'
import type { Language } from '../../platform/words/language.ts'
import type { MyPage, ShownWay } from './schemas.ts'
import { say } from './words.ts'

/** The page of a learner, or of their guardian: each mobility with one thing next, and everything else below as lists. */
export function renderMyPage(page: MyPage, link: Ending & { today: string }, language: Language): string {
  const { party, learner, items, questionsAt, dataAt, addressAt } = page
  const w = say.in(language)
  const ways = items.map((way, index) => wayHtml(way, index === 0, language))
  const body = html`${addressHtml(page, link.today, language)}
${items.length === 0 ? html`<p>${w('nothing-yet')}</p>` : ways}
<p><a href="${questionsAt}?lang=${language}">${w('see-questions')}</a></p>
${addressAt === null ? null : html`<p><a href="${addressAt}?lang=${language}">${w('see-address')}</a></p>`}
<p><a href="${dataAt}?lang=${language}">${w('see-data', { party })}</a></p>
${linkHint(language, link)}`
  return linkPage(language, w(`title-${party}`, { learner }), body)
}

/** That the address of the school ends, or has, and where they give one of their own. */
function addressHtml({ addressAt, addressEnds }: MyPage, today: string, language: Language): Html | null {
  if (addressAt === null || addressEnds === null) return null
  const w = say.in(language)
  const ended = addressEnds < today
  const says = ended ? w('address-ended') : w('address-ends', { day: writeDayWithin(addressEnds, language) })
  return html`<div class="caution-note"><p>${says}</p>
<p><a class="go quiet" href="${addressAt}?lang=${language}">${w('give-address')}</a></p></div>`
}

function wayHtml(way: ShownWay, isFirst: boolean, language: Language): Html {
  const w = say.in(language)
  const { hosting, startsOn, endsOn } = way
  const facts = w('mobility', { hosting, from: startsOn, until: endsOn })
  return html`<section class="way">
${isFirst ? html`<p class="lead">${facts}</p>` : html`<h2>${facts}</h2>`}
${way.stays.length > 0 ? staysHtml(way, language) : null}
${stageLine(stageShown(way.stage ?? 'identification'), language)}
${nextHtml(way, language)}
${outcomesHtml(way, language)}
${signedHtml(way, language)}
${way.certificates.length > 0 ? certificatesHtml(way, language) : null}
${askHtml(way, language)}
${way.withdrawAt ? html`<p><a href="${way.withdrawAt}?lang=${language}">${w('withdraw-title')}</a></p>` : null}
</section>`
}

/** Who hosts which days, in their order. */
function staysHtml({ stays }: ShownWay, language: Language): Html {
  const items = stays.map(
    ({ organisation: name, ...stay }) =>
      html`<li>${staySaid({ ...stay, organisation: { name } }, language)}</li>`,
  )
  return html`<p>${say('stays')(language)}</p>
<ul>${items}</ul>`
}

function nextHtml(
  { next, sending, hosting: ofMobility, bring, resultsAt, certificates }: ShownWay,
  language: Language,
): Html {
  const w = say.in(language)
  const { step, waitsFor, until, at, host: hosting = ofMobility } = next
  const key = step === 'certified' || step === 'refused' ? 'until-appeal' : 'until'
  const ways: [href: string, label: string][] = [
    ...(at ? [[at, w(`do-${step as 'sign' | 'inform' | 'evidence' | 'declare'}`)] as [string, string]] : []),
    ...(bring ? bringWays(bring, at, language) : []),
    ...certificates.map((made): [string, string] => [made.at, w('see-certificate')]),
    ...(resultsAt ? [[resultsAt, w('see-results')] as [string, string]] : []),
  ]
  return html`<div class="next">
<h2>${w('next', { what: say(`next-${step}`, { sending, hosting }) })}</h2>
<p>${w('waits', { who: waitsFor === 'other-guardian' ? 'otherGuardian' : waitsFor, sending, hosting })}${until ? html` ${w(key, { day: until })}` : null}</p>
${ways.map(([href, label], index) => html`<p><a class="${index === 0 ? 'go' : 'go quiet'}" href="${href}?lang=${language}">${label}</a></p>`)}
</div>`
}

/** The ways to bring something that are not the next one already. */
const bringWays = (
  { evidence, diary, levels }: NonNullable<ShownWay['bring']>,
  at: string | null,
  language: Language,
): [string, string][] => [
  ...(at === evidence ? [] : [[evidence, say('see-evidence')(language)] as [string, string]]),
  [diary, say('see-diary')(language)],
  [levels, say('see-levels')(language)],
]

function outcomesHtml({ outcomes, stage }: ShownWay, language: Language): Html | null {
  if (outcomes.length === 0) return null
  const w = say.in(language)
  const counts = stage === 'documentation' || stage === 'assessment' || stage === 'validation'
  const items = outcomes.map(({ title, baseline, target, pieces }) => {
    const levels =
      target === null
        ? null
        : baseline === null
          ? w('to-level', { target })
          : w('levels', { baseline, target })
    return html`<li><h3>${title}</h3>
${counts ? html`<p class="count">${w('pieces', { count: pieces })}</p>` : null}
${levels === null ? null : html`<p class="levels">${levels}</p>`}</li>`
  })
  return html`<h2>${w('outcomes')}</h2>
<ul class="outcomes">${items}</ul>`
}

function signedHtml({ signed }: ShownWay, language: Language): Html | null {
  if (signed.length === 0) return null
  const w = say.in(language)
  const items = signed.map(({ kind, number, on, at }) => {
    const what = w(`signed-${kind}`, { number: number ?? 0, day: writeDayWithin(on, language) })
    return html`<li><a href="${at}?lang=${language}">${what}</a></li>`
  })
  return html`<h2>${w('signed')}</h2>
<ul class="forms">${items}</ul>`
}

function certificatesHtml({ certificates }: ShownWay, language: Language): Html {
  const w = say.in(language)
  const items = certificates.map(
    ({ number, at }) => html`<li><a href="${at}?lang=${language}">${w('certificate', { number })}</a></li>`,
  )
  return html`<h2>${w('certificates')}</h2>
<ul class="forms">${items}</ul>`
}

function askHtml({ ask: { name, email, phone } }: ShownWay, language: Language): Html {
  const contact = [email, phone].filter(Boolean).join(', ')
  const asked = contact ? say('ask-contact', { name, contact }) : say('ask', { name })
  return html`<p class="ask">${asked(language)}</p>`
}
