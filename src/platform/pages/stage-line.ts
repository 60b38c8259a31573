import type { Language } from '../words/language.ts'
import { type Html, html } from './html.ts'
import { say } from './words.ts'

const stages = ['identification', 'documentation', 'assessment', 'validation'] as const

/** The stage that is under way; `over`: all four are done; `stopped`: nothing is under way any more. */
export type StageAt = (typeof stages)[number] | 'over' | 'stopped'

/**
 * How far a case has come: its four stages in a line, told apart by how they are filled, with a word for whoever hears it. On a
 * telephone the one that is under way is named for whoever sees it, and all of them for whoever hears it.
 */
export function stageLine(at: StageAt, language: Language): Html {
  const w = say.in(language)
  const current = at === 'over' ? stages.length : (stages as readonly StageAt[]).indexOf(at)
  const items = stages.map((stage, index) => {
    const how = index < current ? 'done' : index === current ? 'now' : 'to-come'
    return html`<li class="stage ${how}"${how === 'now' ? html` aria-current="step"` : null}>
<span class="stage-name"><span class="unseen">${w(`stage-${how}`)}: </span>${w(`stage-${stage}`)}</span></li>`
  })
  return html`<ol class="stage-line">${items}</ol>`
}
