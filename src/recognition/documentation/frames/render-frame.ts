import { type Html, html } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'

/** Where the first picture of a film is had; nothing where there is none. */
export const frameHtml = (hasFrame: boolean, address: string, language: Language): Html | null =>
  hasFrame
    ? html`<p><a href="${address}" target="_blank" rel="noopener">${say('open-frame')(language)}</a></p>`
    : null
