import type { AgreedOutcome, AgreedTask } from '../../../db/schema/mobility/agreements.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import { say } from '../words.ts'

/** The tasks of an outcome as whoever signs reads them; nothing where none is agreed. */
export const tasksHtml = ({ tasks = [] }: AgreedOutcome, language: Language): Html[] =>
  tasks.map((task) => taskHtml(task, language))

function taskHtml(task: AgreedTask, language: Language): Html {
  const w = say.in(language)
  const listed = (title: string, items: AgreedTask['observe']) =>
    items.length === 0
      ? null
      : html`<h5>${title}</h5><ul>${items.map((item) => html`<li>${readIn(item, language)}</li>`)}</ul>`
  return html`<h4>${w('task')} ${task.id}: ${readIn(task.scenario, language)}</h4>
<p>${readIn(task.brief, language)}</p>
${listed(w('task-observe'), task.observe)}${listed(w('task-hand-in'), task.handIn)}
<p>${w('task-shows', { criteria: task.criteria.join(', ') })}</p>`
}
