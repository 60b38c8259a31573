import type { Desk } from '../../platform/auth/desks.ts'
import { period, writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import { formField } from '../../platform/pages/link-pages.ts'
import { stageLine } from '../../platform/pages/stage-line.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { openStages } from '../stage.ts'
import type { CaseAbout } from './home-store.ts'
import type { DeskHome, DeskItem, Did } from './read-desk.ts'
import { say } from './words.ts'

/** The first page of a desk: what is next, then everything else that waits, the cases, what was done, and whom to ask. */
export function renderDesk(home: DeskHome, desk: Desk, secret: string, language: Language): string {
  const w = say.in(language)
  const [next, ...rest] = home.waiting
  const at = `/desk/${secret}`
  const body = html`<p class="lead">${w('works-for', { organisation: home.organisation })}</p>
${confirmation(home, desk, at, language)}
${next ? nextHtml(next, at, language) : html`<p class="made">${w('nothing-waits')}</p>`}
${rest.length > 0 ? html`<h2>${w('also-waits')}</h2><ul class="waiting">${rest.map((item) => html`<li class="waits">${waitingHtml(item, at, language)}</li>`)}</ul>` : null}
${casesHtml(home, at, language)}
${didHtml(home.did, desk, language)}
<h2>${w('questions')}</h2>
${askHtml(home, language)}
<p class="hint">${w('works-until', { day: dayOf(desk.expiresAt, desk.zone) })}</p>`
  return linkPage(language, w('hello', { name: home.name }), body)
}

/** That what was done by hand does not count yet; where we sent this link, with the button that says it was theirs. */
function confirmation(
  { unconfirmed, byHand }: DeskHome,
  desk: Desk,
  at: string,
  language: Language,
): Html | null {
  const w = say.in(language)
  const note = byHand
    ? html`<div class="caution-note"><p>${w('by-hand')}</p><form method="post" action="${at}/renewal?lang=${language}"><p><button class="quiet">${w('send-me-a-link')}</button></p></form></div>`
    : null
  if (unconfirmed.length === 0) return note
  const acts = html`<ul>${unconfirmed.map((act) => html`<li>${didIn(act, desk, language)}</li>`)}</ul>`
  if (desk.travelled === 'by-hand')
    return html`${note}<details><summary>${w('unconfirmed', { count: unconfirmed.length })}</summary>${acts}</details>`
  return html`<form class="panel" method="post" action="${at}/confirmation?lang=${language}">
<h2>${w('were-these-yours')}</h2><p>${w('by-hand-before')}</p>${acts}
${formField()}<p><button>${w('these-were-mine')}</button></p></form>`
}

function nextHtml(item: DeskItem, at: string, language: Language): Html {
  const line = item.about?.stage ? stagesHtml(item.about, language) : null
  return html`<section class="next"><h2>${say('next')(language)}</h2>${line}${waitingHtml(item, at, language)}</section>`
}

function waitingHtml(
  { sentence, about, until, overdue, page }: DeskItem,
  at: string,
  language: Language,
): Html {
  const w = say.in(language)
  const day = writeDayWithin(until, language)
  return html`<p class="what">${sentence}</p>
${about && html`<p class="of-whom">${aboutIn(about, language)}</p>`}
<p class="until">${overdue ? w('was-due', { day }) : w('until', { day })}</p>
${page === null ? null : html`<p><a class="button" href="${at}/${page}?lang=${language}">${w('do-it')}</a></p>`}`
}

const aboutIn = ({ learner, sending, startsOn, endsOn }: CaseAbout, language: Language) =>
  say('about', { learner, sending, days: period(startsOn, endsOn, language) })(language)

/** The four stages of a case, and in which of them it is. */
function stagesHtml({ stage }: CaseAbout, language: Language): Html {
  return stageLine(openStages.find((each) => each === stage) ?? 'over', language)
}

function casesHtml({ cases, brings }: DeskHome, at: string, language: Language): Html | null {
  if (cases.length === 0) return null
  return html`<h2>${say('cases')(language)}</h2><ul class="waiting">${cases.map(
    (
      about,
    ) => html`<li class="waits"><p class="what">${about.learner}</p><p class="of-whom">${about.sending}, ${period(about.startsOn, about.endsOn, language)}</p>
${stagesHtml(about, language)}${brings ? bringingLinks(about, at, language) : null}</li>`,
  )}</ul>`
}

/** While evidence of a case is gathered: by a photo or a file, or in words. */
function bringingLinks({ recognitionId, stage }: CaseAbout, at: string, language: Language): Html | null {
  if (stage !== 'documentation' && stage !== 'assessment') return null
  const w = say.in(language)
  const to = `${at}/recognitions/${recognitionId}`
  if (stage === 'assessment')
    return html`<p><a href="${to}/evidence?lang=${language}">${w('brought')}</a></p>`
  return html`<p class="buttons"><a href="${to}/evidence?lang=${language}">${w('bring')}</a>
<a href="${to}/observations?lang=${language}">${w('observe')}</a></p>`
}

/** What is told of what somebody did: the names of the ledger, and of the rows of the table. */
const told = [
  'agreement-sign',
  'agreement-return',
  'programme-sign',
  'programme-return',
  'group-attest-companion',
  'evidence-submit',
  'evidence-attest',
  'mobility-attest-stay',
  'assessment-assign',
  'assessment-declare',
  'assessment-draft',
  'assessment-submit',
  'desk-confirm',
  'signAgreement',
  'signProgramme',
  'attestEvidence',
  'attestStay',
  'attestCompanion',
  'recordMarks',
  'markAgain',
] as const

const toldAs = (action: string) => told.find((each) => each === action.replace('.', '-'))

/** One line of what was done: when, what, and of whom. */
function didIn({ action, at, learner }: Did, { zone }: Desk, language: Language): string {
  const day = writeDayWithin(dayOf(at, zone), language)
  const what = say('did-what', { action: toldAs(action) ?? 'other' })
  return learner === null
    ? say('did-without', { day, what })(language)
    : say('did', { day, what, learner })(language)
}

function didHtml(did: readonly Did[], desk: Desk, language: Language): Html | null {
  const shown = did.filter(({ action }) => toldAs(action))
  if (shown.length === 0) return null
  return html`<details><summary>${say('what-you-did')(language)}</summary><ul>${shown.map((line) => html`<li>${didIn(line, desk, language)}</li>`)}</ul></details>`
}

function askHtml({ inviters }: DeskHome, language: Language): Html {
  if (inviters.length === 0) return html`<p>${say('ask-admin')(language)}</p>`
  return html`<ul>${inviters.map(({ name, email, phone }) => html`<li>${[name, email, phone].filter(Boolean).join(', ')}</li>`)}</ul>`
}
