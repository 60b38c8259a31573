import { writeDayWithin } from '../../dates.ts'
import type { Language } from '../../words/language.ts'
import { html } from '../html.ts'
import { linkPage } from '../link-page.ts'
import type { StageAt } from '../stage-line.ts'
import { say } from '../words.ts'

/** What somebody gave their word on, under which name and on which day; where a copy is, what comes next, and whom to ask. */
export type GivenWord = {
  /** What the page is called. */
  title: string
  /** The stage of a case that it was for. */
  stage: StageAt
  /** That it is done. */
  done: string
  what: string
  name: string
  day: string
  /** Where it is to be had as a file. */
  file: string
  next: readonly string[]
  ask: string
}

/** What whoever signed reads then. */
export function afterSigning(
  { title, stage, done, what, name, day, file, next, ask }: GivenWord,
  language: Language,
): string {
  const w = say.in(language)
  const facts = [
    [w('signed-what'), what],
    [w('signed-as'), name],
    [w('signed-day'), writeDayWithin(day, language)],
  ]
  return linkPage(
    language,
    title,
    html`<p class="made" role="status">${done}</p>
<dl>${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<p><a class="go" href="${file}?lang=${language}">${w('keep-copy')}</a></p>
<h2>${w('what-next')}</h2>
${next.map((sentence) => html`<p>${sentence}</p>`)}
<p class="ask">${w('ask-organisation', { organisation: ask })}</p>`,
    stage,
  )
}
