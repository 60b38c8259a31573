import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html, pageHtml } from '../../platform/pages/html.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { progressSvg } from './draw-progress.ts'
import type { Board, BoardRow } from './read-board.ts'
import type { Messages } from './words/messages.ts'
import { say } from './words.ts'

/** The board of a cohort on paper: how far it is, and each of its people with what is missing and with whom. */
export function renderBoard({ cohort, progress, rows, zone }: Board, language: Language, now: Date): string {
  const w = say.in(language)
  const { name, projectCode, class: schoolClass } = cohort
  const day = (moment: Date) => writeDayWithin(dayOf(moment, zone), language)
  const nameOf = (mobilityId: string | null) =>
    rows.find(({ row }) => row.mobilityId === mobilityId)?.row.name
  const title = w('board', { name })
  const body = html`<h1>${title}</h1>
<p class="lead">${w('drawn-on', { day: day(now) })}</p>
<dl>
${projectCode === null ? null : html`<div><dt>${w('project')}</dt><dd>${projectCode}</dd></div>`}
${schoolClass === null ? null : html`<div><dt>${w('class')}</dt><dd>${schoolClass}</dd></div>`}
</dl>
<div class="picture">${progressSvg(name, progress, language)}</div>
${rows.length === 0 ? html`<p>${w('empty')}</p>` : null}
<table class="board">
<thead><tr><th scope="col">${w('person')}</th><th scope="col">${w('at')}</th><th scope="col">${w('since')}</th><th scope="col">${w('waits')}</th></tr></thead>
<tbody>${rows.map((row) => rowHtml(row, language, day, nameOf))}</tbody>
</table>`
  return pageHtml(language, title, body)
}

function rowHtml(
  { row, tasks }: BoardRow,
  language: Language,
  day: (moment: Date) => string,
  nameOf: (mobilityId: string | null) => string | undefined,
): Html {
  const w = say.in(language)
  const instead = nameOf(row.replacedBy)
  const missing = row.leftAt
    ? html`${w('left', { day: day(row.leftAt) })} ${instead ? w('replaced', { name: instead }) : null}`
    : tasks.length > 0
      ? byWhom(tasks, language).map(
          ([who, sentences]) =>
            html`<p>${w('waits-for', { who })}</p><ul>${sentences.map((each) => html`<li>${each}</li>`)}</ul>`,
        )
      : w('nothing')
  return html`
<tr><th scope="row">${row.name || '–'}</th><td class="kept">${w('stage', { stage: row.stage })}</td><td class="kept">${day(row.since)}</td><td>${missing}</td></tr>`
}

/** What is missing, each thing once, by whom it waits for. */
function byWhom(tasks: BoardRow['tasks'], language: Language): [who: string, sentences: string[]][] {
  const whom = tasks.map((task) => whomFor(task, language))
  return [...new Set(whom)].map((who) => [
    who,
    [...new Set(tasks.filter((_, index) => whom[index] === who).map(({ sentence }) => sentence))],
  ])
}

/** For whom something waits: by role and side, and by name where one person alone can do it. */
function whomFor({ waitsFor: { who, side, people } }: BoardRow['tasks'][number], language: Language): string {
  const w = say.in(language)
  const role = w('who', { who: who as Messages['who']['who'] })
  const [only, ...others] = people
  if (only && others.length === 0) return w('by-name', { who: role, name: only.name })
  return side === 'hosting' ? w('at-host', { who: role }) : role
}
