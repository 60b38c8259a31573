import type { Language } from '../words/language.ts'
import { html, pageHtml } from './html.ts'
import { say } from './words.ts'

const addresses = { verify: '/verify', docs: '/docs', openapi: '/openapi.json' }

/** What this is and where to go, for programs. */
export function startOf(language: Language) {
  const w = say.in(language)
  return { service: w('service'), about: w('start-about'), ...addresses }
}

/** The same for people. */
export function renderStart(language: Language): string {
  const w = say.in(language)
  const body = html`<h1>${w('service')}</h1>
<p class="lead">${w('start-about')}</p>
<h2>${w('start-certificate')}</h2>
<p>${w('start-certificate-text')}</p>
<p><a href="/verify?lang=${language}">${w('start-verify')}</a></p>
<h2>${w('start-link')}</h2>
<p>${w('start-link-text')}</p>
<p><a href="/me?lang=${language}">${w('start-my-page')}</a></p>
<h2>${w('start-programs')}</h2>
<p>${w('start-programs-text')}</p>
<p><a href="/docs">${w('start-docs')}</a></p>`
  return pageHtml(language, w('service'), body)
}
