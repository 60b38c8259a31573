import type { AgreementContent, Criterion } from '../../db/schema/mobility/agreements.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { fullName } from '../../parties/names/names.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { acceptance, type Ending, linkHint, linkPage, thanksPage } from '../../platform/pages/link-page.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
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
${facts(version.content, framework, language)}
<h2>${w('outcomes')}</h2>
<ul class="outcomes">${version.content.outcomes.map((outcome) => outcomeHtml(outcome, framework, language))}</ul>
<h2>${w('procedure')}</h2>
<p>${version.content.procedure}</p>
<form class="panel" method="post">
<h2>${w('signing')}</h2>
<p class="hash">${w('hash')}: <code>${version.hash}</code></p>
<input type="hidden" name="hash" value="${version.hash}">
${acceptance({ name: w('name'), accept: w('agree'), send: w('sign') })}
${linkHint(language, link)}
</form>`
  return linkPage(language, w('title'), body)
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
    [w('sending'), sending.name],
    [w('hosting'), hosting.name],
    [w('period'), daysBetween(mobility.startsOn, mobility.endsOn, language)],
    [w('project'), mobility.projectCode],
    [w('workload'), mobility.workloadHours],
    [w('participation'), participationName(mobility.participation, language)],
    [w('programme'), mobility.programme ?? '–'],
    [w('objective'), mobility.objective ?? '–'],
    [w('framework'), framework ? textsIn(framework, language).title : content.framework.id],
  ])
}

function outcomeHtml(
  outcome: AgreementContent['outcomes'][number],
  framework: Framework | undefined,
  language: Language,
): Html {
  const w = say.in(language)
  const title = framework ? textsIn(framework, language).competences[outcome.competence]?.title : undefined
  const { kind, reference } = outcome.recognisedAs
  const levels: Row[] =
    outcome.target === null
      ? []
      : [
          [w('baseline'), outcome.baseline ?? w('unknown')],
          [w('target'), outcome.target],
        ]
  const rows: Row[] = [
    ...levels,
    [w('baseline-found-by'), outcome.baselineFoundBy],
    [w('methods'), outcome.methods.join(', ')],
    [w('assessor'), outcome.assessorRole],
    [w('evidence'), daysBetween(outcome.evidenceFrom, outcome.evidenceUntil, language)],
    ...(outcome.workloadHours === null ? [] : [[w('workload'), outcome.workloadHours] as Row]),
    [w('recognised-as'), `${reference} (${w(`recognised-as-${kind}`)})`],
  ]
  return html`<li class="whole"><h3><span>${outcome.competence}</span> ${title}</h3>
${factsHtml(rows)}
<details><summary>${w('criteria')} (${outcome.criteria.length})</summary>
${criteriaHtml(outcome.criteria, language)}</details></li>`
}

/** The criteria under the level each belongs to, the lowest first. */
function criteriaHtml(criteria: Criterion[], language: Language): Html[] {
  const w = say.in(language)
  const levels = [...new Set(criteria.map(({ level }) => level))].sort((a, b) => (a ?? 0) - (b ?? 0))
  return levels.map((level) => {
    const items = criteria
      .filter((criterion) => criterion.level === level)
      .map(
        ({ text, mandatory }) =>
          html`<li>${readIn(text, language)}${mandatory ? '' : ` (${w('optional')})`}</li>`,
      )
    const title = level === null ? null : html`<h4>${w('level', { level })}</h4>`
    return html`${title}<ul>${items}</ul>`
  })
}

const factsHtml = (rows: Row[]): Html =>
  html`<dl>${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`

const daysBetween = (from: string, until: string, language: Language) =>
  `${writeDayWithin(from, language)} – ${writeDayWithin(until, language)}`
