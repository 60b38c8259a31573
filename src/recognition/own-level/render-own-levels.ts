import { type Html, html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import {
  besideHtml,
  describedBy,
  type FilledForm,
  textOf,
  wrongHtml,
} from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import type { OwnLevel, OwnLevels } from './read-own-levels.ts'
import { say } from './words.ts'

type Place = { back: string | null; language: Language }

const pageOf = ({ back, language }: Place, recognitionId: string, competence: string) =>
  `${back}/levels/${recognitionId}/outcomes/${encodeURIComponent(competence)}?lang=${language}`

/** Where the learner sees themselves, outcome by outcome; the first that nothing was said of is the way on. */
export function renderOwnLevels({ recognitionId, takes, outcomes }: OwnLevels, place: Place): string {
  const { language } = place
  const w = say.in(language)
  const next = takes ? outcomes.find(({ answered }) => !answered) : undefined
  const way =
    next &&
    html`<p><a class="go" href="${pageOf(place, recognitionId, next.competence)}">${w('next', { title: next.title })}</a></p>`
  const items = outcomes.map(({ competence, title, levelName, answered }) => {
    const says = levelName ?? (answered ? w('at-none') : w('not-yet'))
    const change = html`<p><a href="${pageOf(place, recognitionId, competence)}">${w('choose', { title })}</a></p>`
    return html`<li class="whole"><h3>${title}</h3><p class="levels">${says}</p>${takes ? change : null}</li>`
  })
  const body = html`<p class="lead">${w('intro')}</p>
${takes ? way : html`<p>${w('closed')}</p>`}
<h2>${w('outcomes')}</h2>
<ul class="outcomes">${items}</ul>`
  return linkPage(language, w('title'), body, 'documentation')
}

/** One outcome: its levels with what somebody can do at each, the highest last. */
export function renderOwnLevel(own: OwnLevel, sent: FilledForm | null, place: Place): string {
  const { language } = place
  const w = say.in(language)
  const { recognitionId, competence, title, level, answered, takes, levels } = own
  const kept = level === null ? (answered ? 'none' : '') : String(level)
  const form = sent ?? { typed: { level: kept }, wrong: [] }
  const chosen = textOf(form.typed, 'level')
  const choice = (value: string, index: number, label: string | Html, more: Html | null) => {
    const id = index === 0 ? 'level' : `level-${index}`
    const checked = value === chosen ? html` checked` : null
    return html`<div class="choice"><input type="radio" id="${id}" name="level" value="${value}" required${checked}${describedBy(form, 'level')}>
<label for="${id}"><strong>${label}</strong></label></div>${more}`
  }
  const steps = levels.map(({ level: step, name, lead, statements }, index) =>
    choice(
      String(step),
      index,
      name,
      html`${lead ? html`<p class="hint">${lead}</p>` : null}<ul>${statements.map((statement) => html`<li>${statement}</li>`)}</ul>`,
    ),
  )
  const body = html`<p class="lead">${w('one-intro')}</p>
${wrongHtml(form, language)}
${
  takes
    ? html`<form class="panel" method="post" action="${pageOf(place, recognitionId, competence)}">
<fieldset class="field"><legend>${w('which')}</legend>${besideHtml(form, 'level', language)}
${steps}
${choice('none', levels.length, w('none'), null)}</fieldset>
<p><button>${w('keep')}</button></p>
</form>`
    : html`<p>${w('closed')}</p>`
}
<p><a href="${place.back}/levels/${recognitionId}?lang=${language}">${w('to-list')}</a></p>`
  return linkPage(language, title, body, 'documentation')
}
