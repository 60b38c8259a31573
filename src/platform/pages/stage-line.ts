import { type Html, html } from './html.ts'

/**
 * How far something has come: its stages in a line, told apart by how they are filled, with a word for whoever hears it. The
 * stage at `current` is the one that is under way; none where all are over.
 */
export function stageLine(
  stages: readonly string[],
  current: number,
  said: readonly [string, string, string],
): Html {
  const items = stages.map((stage, index) => {
    const how = index < current ? 0 : index === current ? 1 : 2
    return html`<li class="stage ${['done', 'now', 'to-come'][how]}"${how === 1 ? html` aria-current="step"` : null}>
<span class="unseen">${said[how]}: </span>${stage}</li>`
  })
  return html`<ol class="stage-line">${items}</ol>`
}
