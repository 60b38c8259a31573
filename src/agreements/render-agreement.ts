import type { AgreementContent } from '../db/schema/agreements.ts'
import { type Framework, textsIn } from '../frameworks/framework.ts'
import { type Html, html, pageHtml } from '../platform/http/html.ts'
import { differencesHtml } from './render-differences.ts'
import type { Version } from './store.ts'
import { participations, words } from './words.ts'

type Language = 'lv' | 'en'

/** The agreement as its signer reads it, with the form to sign it; the form names the hash of what was shown. */
export function renderAgreement(
  version: Version,
  earlier: Version | undefined,
  framework: Framework | undefined,
  language: Language,
): string {
  const w = words[language]
  const body = html`
<h1>${w.title}</h1>
<p>${w.version} ${version.number}</p>
${earlier && differencesHtml(earlier, version, language)}
${facts(version.content, framework, language)}
<h2>${w.outcomes}</h2>
${version.content.outcomes.map((outcome) => outcomeHtml(outcome, framework, language))}
<h2>${w.procedure}</h2>
<p>${version.content.procedure}</p>
<form method="post">
<p class="hash">${w.hash}: <code>${version.hash}</code></p>
<input type="hidden" name="hash" value="${version.hash}">
<p><label>${w.name}<br><input name="name" required maxlength="200" autocomplete="name"></label></p>
<p><label><input type="checkbox" name="accept" value="true" required> ${w.agree}</label></p>
<p><button>${w.sign}</button></p>
</form>`
  return pageHtml(language, w.title, body, otherLanguage(language))
}

export function renderSigned(language: Language): string {
  const w = words[language]
  return pageHtml(language, w.title, html`<h1>${w.title}</h1><p>${w.signed}</p>`, otherLanguage(language))
}

function facts(content: AgreementContent, framework: Framework | undefined, language: Language): Html {
  const w = words[language]
  const rows: [string, string | number][] = [
    [
      w.learner,
      `${content.learner.givenName} ${content.learner.familyName}, ${w.born} ${content.learner.birthDate}`,
    ],
    [w.sending, content.sending.name],
    [w.hosting, content.hosting.name],
    [w.period, `${content.mobility.startsOn} – ${content.mobility.endsOn}`],
    [w.project, content.mobility.projectCode],
    [w.workload, content.mobility.workloadHours],
    [w.participation, participations[content.mobility.participation]?.[language] ?? ''],
    [w.programme, content.mobility.programme ?? '–'],
    [w.objective, content.mobility.objective ?? '–'],
    [w.framework, framework ? textsIn(framework, language).title : content.framework.id],
  ]
  return html`<dl>${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`
}

function outcomeHtml(
  outcome: AgreementContent['outcomes'][number],
  framework: Framework | undefined,
  language: Language,
): Html {
  const w = words[language]
  const title = framework ? textsIn(framework, language).competences[outcome.competence]?.title : undefined
  const levels =
    outcome.target === null ? '' : `${w.baseline} ${outcome.baseline ?? '–'}, ${w.target} ${outcome.target}`
  const rows: [string, string | number][] = [
    [w.baselineFoundBy, outcome.baselineFoundBy],
    [w.methods, outcome.methods.join(', ')],
    [w.assessor, outcome.assessorRole],
    [w.evidence, `${outcome.evidenceFrom} – ${outcome.evidenceUntil}`],
    ...(outcome.workloadHours === null ? [] : [[w.workload, outcome.workloadHours] as [string, number]]),
    [w.recognisedAs, outcome.recognisedAs.reference],
  ]
  return html`<section>
<h3>${outcome.competence} ${title}</h3>
<p>${levels}</p>
<dl>${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
<details><summary>${w.criteria} (${outcome.criteria.length})</summary>
<ul>${outcome.criteria.map((one) => html`<li>${one.level === null ? '' : `${one.level}: `}${one.text[language]}</li>`)}</ul></details>
</section>`
}

const otherLanguage = (language: Language) => ({
  href: language === 'lv' ? '?lang=en' : '?lang=lv',
  label: words[language].other,
})
