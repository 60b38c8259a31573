import type { AgreedOutcome, Criterion } from '../../db/schema/mobility/agreements.ts'
import { wordedAt } from '../../measure/frameworks/coverage.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { afterLead, byLead } from '../../measure/frameworks/rubric/lead.ts'
import type { LinkHolder } from '../../platform/auth/link-terms.ts'
import { acceptance } from '../../platform/pages/forms/acceptance.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { type Ending, linkHint, linkPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, lineHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { type FactRow, factsOfAgreement, termsOfOutcome } from './agreement-facts.ts'
import { skillsHtml } from './planned-outcomes/agreed-skills.ts'
import { tasksHtml } from './planned-outcomes/render-tasks.ts'
import { differencesHtml } from './render-differences.ts'
import { type ContentByLink, shownByLink } from './signed/by-link.ts'
import type { Version } from './store.ts'
import { say } from './words.ts'

/** How it is signed: through which link, with what was typed already, and whether somebody else may for who was asked. */
type Signing = { link: Ending & { party: LinkHolder }; form: FilledForm; takesOthers: boolean }

/** The agreement as its signer reads it, with the form to sign it; the form names the hash of what was shown. */
export function renderAgreement(
  version: Version,
  earlier: Version | undefined,
  framework: Framework | undefined,
  { link, form, takesOthers }: Signing,
  language: Language,
): string {
  const w = say.in(language)
  const { birthDate } = version.content.learner
  const label = w('birth-date', { party: link.party === 'guardian' ? 'guardian' : 'other' })
  const born = { name: 'birthDate', label, hint: w('birth-date-hint'), type: 'date', required: true } as const
  const body = html`<p class="lead">${w('version', { number: version.number })}</p>
${wrongHtml(form, language)}
${earlier && differencesHtml(shownByLink(earlier), shownByLink(version), language)}
${agreedHtml(shownByLink(version), framework, language)}
<form class="panel" method="post">
<h2>${w('signing')}</h2>
<input type="hidden" name="hash" value="${version.hash}">
${birthDate === null ? null : lineHtml(form, born, language)}
${acceptance(form, { name: w('name'), accept: w('agree'), send: w('sign') }, takesOthers, language)}
${linkHint(language, link)}
<p class="hash">${w('hash')}: <code>${version.hash}</code></p>
</form>`
  return linkPage(language, w('title'), body, 'identification')
}

/** What is agreed: between whom, for when, the outcomes, and how they are assessed. */
export function agreedHtml(
  { content }: { content: ContentByLink },
  framework: Framework | undefined,
  language: Language,
): Html {
  const w = say.in(language)
  return html`${agreedFactsHtml(factsOfAgreement(content, framework, language))}
<h2>${w('outcomes')}</h2>
<ul class="outcomes">${content.outcomes.map((outcome) => outcomeHtml(outcome, framework, language))}</ul>
<h2>${w('procedure')}</h2>
<p>${content.procedure}</p>`
}

export function outcomeHtml(
  outcome: AgreedOutcome,
  framework: Framework | undefined,
  language: Language,
): Html {
  const w = say.in(language)
  const title = framework ? textsIn(framework, language).competences[outcome.competence]?.title : undefined
  return html`<li class="whole"><h3><span>${outcome.competence}</span> ${title}</h3>
${agreedFactsHtml(termsOfOutcome(outcome, framework, language))}
${skillsHtml(outcome, language)}
${tasksHtml(outcome, language)}
<details><summary>${w('criteria')} (${outcome.criteria.length})</summary>
${criteriaHtml(outcome, framework, language)}</details></li>`
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

export const agreedFactsHtml = (rows: FactRow[]): Html =>
  html`<dl>${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
