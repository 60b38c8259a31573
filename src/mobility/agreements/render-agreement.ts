import type {
  AgreedOutcome,
  AgreedParty,
  AgreementContent,
  Criterion,
} from '../../db/schema/mobility/agreements.ts'
import { coverageAt, nameOfUnit, wordedAt } from '../../measure/frameworks/coverage.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { afterLead, byLead } from '../../measure/frameworks/rubric/lead.ts'
import { wordingNamed } from '../../measure/frameworks/wordings/wording-named.ts'
import { fullName } from '../../parties/names/names.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { acceptance, type Ending, linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import { termListIn } from '../../platform/vocabularies/terms.ts'
import { countryName } from '../../platform/words/countries.ts'
import { fieldOfEducationName } from '../../platform/words/fields-of-education.ts'
import type { Language } from '../../platform/words/language.ts'
import { languageName } from '../../platform/words/languages.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { skillsHtml } from './planned-outcomes/agreed-skills.ts'
import { findingOf } from './planned-outcomes/planned-outcome.ts'
import { tasksHtml } from './planned-outcomes/render-tasks.ts'
import { differencesHtml, participationName } from './render-differences.ts'
import type { Version } from './store.ts'
import { say } from './words.ts'

type Row = [term: string, value: string | number]

/** The agreement as its signer reads it, with the form to sign it; the form names the hash of what was shown. */
export function renderAgreement(
  version: Version,
  earlier: Version | undefined,
  framework: Framework | undefined,
  link: Ending,
  language: Language,
): string {
  const w = say.in(language)
  const body = html`<p class="lead">${w('version', { number: version.number })}</p>
${earlier && differencesHtml(earlier, version, language)}
${agreedHtml(version, framework, language)}
<form class="panel" method="post">
<h2>${w('signing')}</h2>
<p class="hash">${w('hash')}: <code>${version.hash}</code></p>
<input type="hidden" name="hash" value="${version.hash}">
${acceptance({ name: w('name'), accept: w('agree'), send: w('sign') })}
${linkHint(language, link)}
</form>`
  return linkPage(language, w('title'), body)
}

/** What is agreed: between whom, for when, the outcomes, and how they are assessed. */
export function agreedHtml({ content }: Version, framework: Framework | undefined, language: Language): Html {
  const w = say.in(language)
  return html`${facts(content, framework, language)}
<h2>${w('outcomes')}</h2>
<ul class="outcomes">${content.outcomes.map((outcome) => outcomeHtml(outcome, framework, language))}</ul>
<h2>${w('procedure')}</h2>
<p>${content.procedure}</p>`
}

export function renderSigned(language: Language): string {
  const w = say.in(language)
  return thanksPage(language, w('title'), w('signed'))
}

function facts(content: AgreementContent, framework: Framework | undefined, language: Language): Html {
  const w = say.in(language)
  const { learner, sending, hosting, mobility } = content
  return factsHtml([
    [w('learner'), fullName(learner)],
    [w('born'), writeDayWithin(learner.birthDate, language)],
    ...(learner.guardianName ? [[w('guardian'), learner.guardianName] as Row] : []),
    [w('sending'), partyNamed(sending, language)],
    [w('hosting'), partyNamed(hosting, language)],
    [w('period'), daysBetween(mobility.startsOn, mobility.endsOn, language)],
    [w('project'), mobility.projectCode],
    [w('workload'), mobility.workloadHours],
    [w('participation'), participationName(mobility.participation, language)],
    [w('programme'), mobility.programme ?? '–'],
    ...(mobility.fieldOfEducation
      ? [[w('field-of-education'), fieldOfEducationName(mobility.fieldOfEducation, language)] as Row]
      : []),
    ...(mobility.eqfLevel ? [[w('eqf-level'), mobility.eqfLevel] as Row] : []),
    [w('objective'), mobility.objective ?? '–'],
    ...(mobility.languages ? [[w('languages'), languagesNamed(mobility.languages, language)] as Row] : []),
    [w('framework'), framework ? textsIn(framework, language).title : content.framework.id],
    ...wordingRow(content, framework, language),
  ])
}

/** Which wording of the framework is agreed, in the language that its texts are read in here. */
function wordingRow(content: AgreementContent, framework: Framework | undefined, language: Language): Row[] {
  const spoken = framework ? textsIn(framework, language).language : language
  const named = wordingNamed(content.framework.wordings, spoken)
  return named ? [[say('wording')(language), named(language)]] : []
}

const partyNamed = ({ name, country }: AgreedParty, language: Language) =>
  country === undefined ? name : `${name}, ${countryName(country, language)}`

const languagesNamed = (tags: readonly string[], language: Language) =>
  tags.map((tag) => languageName(tag, language)).join(', ')

function outcomeHtml(
  outcome: AgreementContent['outcomes'][number],
  framework: Framework | undefined,
  language: Language,
): Html {
  const w = say.in(language)
  const title = framework ? textsIn(framework, language).competences[outcome.competence]?.title : undefined
  const { kind, reference } = outcome.recognisedAs
  const { baseline, target } = outcome
  const named = (level: number) => nameOfLevel(framework, level, language)
  const before = baseline === null ? w(`baseline-found-${findingOf(outcome)}`) : named(baseline)
  const levels: Row[] =
    target === null
      ? []
      : [
          [w('baseline'), before],
          [w('target'), named(target)],
        ]
  const coverage = framework && outcome.partial && partialRow(framework, outcome, language)
  const rows: Row[] = [
    ...levels,
    ...(coverage ? [coverage] : []),
    [w('baseline-found-by'), outcome.baselineFoundBy],
    [w('methods'), termListIn(language, outcome.methods)],
    [w('assessor'), outcome.assessorRole],
    [w('evidence'), daysBetween(outcome.evidenceFrom, outcome.evidenceUntil, language)],
    ...(outcome.workloadHours === null ? [] : [[w('workload'), outcome.workloadHours] as Row]),
    ...(outcome.justification ? [[w('justification'), outcome.justification] as Row] : []),
    [w('recognised-as'), `${reference} (${w(`recognised-as-${kind}`)})`],
  ]
  return html`<li class="whole"><h3><span>${outcome.competence}</span> ${title}</h3>
${factsHtml(rows)}
${skillsHtml(outcome, language)}
${tasksHtml(outcome, language)}
<details><summary>${w('criteria')} (${outcome.criteria.length})</summary>
${criteriaHtml(outcome, framework, language)}</details></li>`
}

/** For which facets or statements of the target the level would be claimed, and which are not judged. */
function partialRow(framework: Framework, outcome: AgreedOutcome, language: Language): Row {
  const { competence, criteria, target } = outcome
  const { covered, missing } = coverageAt(framework, competence, criteria, target)
  const named = (units: string[]) =>
    units.map((unit) => readIn(nameOfUnit(framework, unit), language)).join('; ')
  const told = say('partial-for', { covered: named(covered), missing: named(missing) })
  return [say('partial')(language), told(language)]
}

/** The criteria under the level each belongs to and after its lead, the lowest first; beside the partners' own, what the framework says. */
function criteriaHtml(
  { competence, criteria }: AgreedOutcome,
  framework: Framework | undefined,
  language: Language,
): Html[] {
  const w = say.in(language)
  const levels = [...new Set(criteria.map(({ level }) => level))].sort((a, b) => (a ?? 0) - (b ?? 0))
  return levels.map((level) => {
    const itemsOf = (group: Criterion[]) =>
      group.map((criterion) => {
        const { mandatory, source } = criterion
        const beside = besideIt(competence, criterion, framework, language)
        return html`<li>${readIn(afterLead(criterion), language)}${mandatory ? '' : ` (${w('optional')})`}${source === 'partners' ? html` <em>${w('agreed-here')}</em>` : null}${beside.map((said) => html`<br><small>${w('framework-says')} ${said}</small>`)}</li>`
      })
    const title = level === null ? null : html`<h4>${nameOfLevel(framework, level, language)}</h4>`
    const groups = byLead(criteria.filter((criterion) => criterion.level === level))
    return html`${title}${groups.map(
      ({ lead, criteria: group }) =>
        html`${lead && html`<p>${readIn(lead, language)}</p>`}<ul>${itemsOf(group)}</ul>`,
    )}`
  })
}

/** What the framework says in place of a criterion of the partners: as it was signed, in its own words for the reader. */
function besideIt(
  competence: string,
  { level, facet, statement, inPlaceOf = [] }: Criterion,
  framework: Framework | undefined,
  language: Language,
): string[] {
  const worded = framework ? wordedAt(framework, competence, level, statement ?? facet) : []
  return inPlaceOf.map((signed) => {
    const same = worded.find(({ lv, en }) => lv === signed.lv && en === signed.en)
    return readIn(same ?? signed, language)
  })
}

const factsHtml = (rows: Row[]): Html =>
  html`<dl>${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`

const daysBetween = (from: string, until: string, language: Language) =>
  `${writeDayWithin(from, language)} – ${writeDayWithin(until, language)}`
