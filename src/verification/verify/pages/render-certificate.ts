import { participantOf } from '../../../mobility/mobilities/course.ts'
import { staysSaid } from '../../../mobility/stays/stay-said.ts'
import { writeDay } from '../../../platform/dates.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { Level } from '../../sharing/sharing.ts'
import type { discloseSnapshot } from '../disclosure.ts'
import { say } from '../words.ts'

type Shown = ReturnType<typeof discloseSnapshot>
type Outcomes = Extract<Shown, { outcomes: unknown }>
type Outcome = Outcomes['outcomes'][number]
/** What has become of it and its issuer since. */
type Since = {
  revocation: { revokedOn: string; revocationReason: string | null } | null
  /** Who has confirmed by now that the issuer is who it says it is, in words. */
  today: string
  /** Whether the file that was given was compared with what was issued: then what is printed in it is confirmed or not. */
  isCompared: boolean
}

/** What the learner lets strangers see of a certificate. */
export function renderCertificate(shown: Shown, level: Level, since: Since, language: Language): Html {
  const w = say.in(language)
  const told = facts(shown, level, since, language)
  return html`${level === 'validity' && !since.isCompared ? html`<div class="caution-note"><p><strong>${w('not-confirmed')}</strong></p><p>${w('ask-for-results')}</p></div>` : null}
<section>
${shown.issuerLogo ? html`<img class="logo" src="${shown.issuerLogo}" alt="">` : null}
<h2>${shown.title}</h2>
<dl>${told.flatMap(([term, value]) => (value ? html`<div><dt>${term}</dt><dd>${value}</dd></div>` : []))}</dl>
</section>
${'outcomes' in shown ? outcomesHtml(shown, language) : null}
${'described' in shown && shown.described ? describedHtml(shown.described, language) : null}
${'funding' in shown && shown.funding ? html`<p class="note">${shown.funding}</p>` : null}
${shown.afterwards ? html`<p class="note">${shown.afterwards}</p>` : null}
<p class="note">${level === 'validity' ? w('limited') : w('withheld')} ${shown.notice}</p>`
}

function facts(
  shown: Shown,
  level: Level,
  { revocation, today }: Since,
  language: Language,
): [string, string | Html | null | undefined][] {
  const w = say.in(language)
  const day = (date: string) => writeDay(date, language)
  const reason = `reason-${revocation?.revocationReason}` as const
  const more = 'outcomes' in shown ? shown : null
  const all = shown && 'workloadHours' in shown ? shown : null
  return [
    [w('revoked'), revocation && day(revocation.revokedOn)],
    [w('reason'), say.has(reason) ? w(reason) : null],
    [w('number'), shown.number],
    [
      calledIn(more, language),
      more && (level === 'everything' ? more.learner : html`${more.learner} <small>${w('initials')}</small>`),
    ],
    [w('issuer'), shown.issuer],
    [w('issuer-contact'), shown.issuerContact],
    [w('issuer-identity'), today],
    [w('issuer-identity-then'), shown.issuerIdentity === today ? null : shown.issuerIdentity],
    [w('issuer-competence'), shown.issuerCompetence?.join('; ')],
    [w('issued'), day(shown.issuedOn)],
    [w('expires'), shown.expiresOn ? day(shown.expiresOn) : null],
    [w('sending'), more && more.sendingOrganisation !== shown.issuer ? more.sendingOrganisation : null],
    [w('hosting'), more?.hostingOrganisation],
    ...staysOf(more, language),
    [w('period'), more && `${day(more.startsOn)} – ${day(more.endsOn)}`],
    [w('programme'), all?.programme],
    [w('objective'), all?.objective],
    [w('workload'), all && w('hours', { count: all.workloadHours })],
    [w('participation'), all && w(`participation-${all.participation}`)],
    ...courseOf(all),
    [w('eqf'), all?.eqfLevel ? String(all.eqfLevel) : null],
    [w('project'), projectNamed(all)],
    [w('quality'), all?.qualityAssurance],
    [w('behind'), more?.behind.join(' ')],
    [w('framework'), more?.framework],
    [w('framework-wording'), more?.frameworkWording],
  ]
}

/** By its code, and by its title where that is known. */
const projectNamed = (all: { projectCode: string; projectTitle?: string } | null): string | undefined =>
  all?.projectTitle ? `${all.projectCode}, ${all.projectTitle}` : all?.projectCode

/** What whoever took part is called. */
const calledIn = (more: { participant?: string } | null, language: Language): string =>
  say('learner', { participant: participantOf(more ?? {}) })(language)

/** Who hosted which days; none where one organisation hosted all of it. */
function staysOf(more: Extract<Shown, { outcomes: unknown }> | null, language: Language): [string, string][] {
  if (!more?.stays) return []
  const stays = more.stays.map(({ organisation: name, country, ...stay }) => ({
    ...stay,
    organisation: { name, country },
  }))
  return [[say('stays')(language), staysSaid(stays, language)]]
}

/** What of the mobility's course was not as usual. */
const courseOf = (all: { course?: { term: string; words: string }[] } | null): [string, string][] =>
  (all?.course ?? []).map(({ term, words }) => [term, words])

type Described = NonNullable<Extract<Shown, { described?: unknown }>['described']>

/** What nobody assessed stands apart from what was, and says so. */
function describedHtml({ on, fields }: Described, language: Language): Html {
  const w = say.in(language)
  return html`<section>
<h2>${w('described')}</h2>
<p class="note">${on ? w('described-by-host', { day: on }) : w('described-by-sender')}</p>
<dl>${fields.map(({ field, text }) => html`<div><dt>${field}</dt><dd>${text}</dd></div>`)}</dl>
</section>`
}

function outcomesHtml({ outcomes, levels }: Outcomes, language: Language): Html {
  return html`<section>
<h2>${say('outcomes')(language)}</h2>
<ul class="outcomes">${outcomes.map((outcome) => outcomeHtml(outcome, levels, language))}</ul>
</section>`
}

function outcomeHtml(outcome: Outcome, levels: number, language: Language): Html {
  const w = say.in(language)
  const { target, targetName, level, levelName } = outcome
  const told = [
    levelName === undefined ? null : html`${w('level')}: <b>${levelName}</b>`,
    targetName === undefined ? null : html`${w('target')}: ${targetName}`,
  ].filter((part) => part !== null)
  return html`<li>
<div><h3><span>${outcome.competence}</span> ${outcome.title}</h3>
${outcome.kind === 'additional' ? html`<p class="kind">${w('additional')}</p>` : null}</div>
<p class="result ${outcome.result}">${w(`result-${outcome.result}`)}</p>
${levels > 0 ? barHtml(level, target, levels) : null}
${narrowed(outcome, language)}
${told.length > 0 ? html`<p class="levels">${told.map((part, index) => html`${index > 0 ? ' · ' : ''}${part}`)}</p>` : null}
${'statements' in outcome ? shownHtml(outcome, language) : null}
</li>`
}

/** How a level was shown, and what who has it can do. */
function shownHtml(
  { baselineName, methods, assessedOn, shown }: Extract<Outcome, { statements: unknown }>,
  language: Language,
): Html {
  const w = say.in(language)
  const how = [
    baselineName === undefined ? null : `${w('baseline')}: ${baselineName}`,
    methods.length > 0 ? `${w('methods')}: ${methods.join(', ')}` : null,
    assessedOn === null ? null : `${w('assessed')}: ${writeDay(assessedOn, language)}`,
  ].filter((part) => part !== null)
  return html`<div class="statements">${how.length > 0 ? html`<p>${how.join(' · ')}</p>` : null}
${shown.map(({ lead, sentences }) => html`${lead ? html`<p>${lead}</p>` : null}<ul>${sentences.map((text) => html`<li>${text}</li>`)}</ul>`)}</div>`
}

/** That the level is claimed for a part, or rests on the partners' own criteria. */
function narrowed({ partial, byPartners }: Outcome, language: Language): Html | null {
  const w = say.in(language)
  const told = [
    partial && w('partial', { covered: partial.covered.join('; '), missing: partial.missing.join('; ') }),
    byPartners && w('by-partners'),
  ].filter((part) => part !== undefined)
  return told.length > 0 ? html`<p class="narrowed">${told.join(' · ')}</p>` : null
}

/** The levels as steps: full up to the one reached, and a mark under the target. Only the words beside it are read out. */
function barHtml(level: number | null, target: number | null, levels: number): Html {
  const width = 100 / levels
  return html`<svg class="bar" viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true" focusable="false">${Array.from(
    { length: levels },
    (_, index) =>
      html`<rect class="${index < (level ?? 0) ? 'full' : 'empty'}" x="${(index * width + 0.4).toFixed(2)}" y="0" width="${(width - 0.8).toFixed(2)}" height="6"/>`,
  )}${target === null ? null : html`<rect class="mark" x="${((target - 1) * width + 0.4).toFixed(2)}" y="7.5" width="${(width - 0.8).toFixed(2)}" height="1.5"/>`}</svg>`
}
