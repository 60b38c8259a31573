import { participantOf } from '../../mobility/mobilities/course.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html, pageHtml } from '../../platform/pages/html.ts'
import type { Language } from '../../platform/words/language.ts'
import type { CheckedPaper } from './check-paper.ts'
import { say } from './words.ts'

/** What anyone who holds a paper reads of it: from whom it is, what has become of it, and how to compare a file with it. */
export function renderPaper({ paper, standing, isSame }: CheckedPaper, language: Language): string {
  const w = say.in(language)
  const { kind, number, says, issuedOn, code } = paper
  const title = w(`kind-${kind}`)
  const isCurrent = standing === 'current'
  const body = html`<h1>${title}</h1>
<p class="lead">${w('genuine', { number })}</p>
<p class="${isCurrent ? 'made' : 'place'}" role="status">${w(`standing-${standing}`)}</p>
${isSame === null ? null : html`<p class="${isSame ? 'made' : 'place'}" role="status"><strong>${w(isSame ? 'same-file' : 'other-file')}</strong></p>`}
<dl>
${row(w('sending'), says.sending)}
${row(w('hosting'), says.hosting)}
${row(w('period'), `${writeDayWithin(says.startsOn, language)} – ${writeDayWithin(says.endsOn, language)}`)}
${row(w('drawn-on'), writeDayWithin(issuedOn, language))}
${says.group ? row(w('group'), says.group) : null}
${says.participants === undefined ? null : row(w('participants'), String(says.participants))}
${says.version ? row(w('version'), String(says.version.number)) : null}
${says.certificate ? row(w('certificate'), says.certificate.number) : null}
</dl>
${signaturesHtml(paper, language)}
<p class="hint">${w(kind === 'programme' ? 'names-nobody' : 'no-names')}</p>
<form class="panel" method="post" action="/check/${code}?lang=${language}" enctype="multipart/form-data">
<h2>${w('compare')}</h2>
<div class="field"><label for="file">${w('file')}</label>
<input id="file" type="file" name="file" accept="application/pdf" required></div>
<p><button>${w('compare-send')}</button></p>
<p class="hint">${w('not-kept')}</p>
</form>
<p class="hash">${w('checksum')}: <code>${paper.sha256}</code></p>`
  return pageHtml(language, title, body, (other) => `/check/${code}?lang=${other}`)
}

function signaturesHtml({ says }: CheckedPaper['paper'], language: Language): Html | null {
  if (!says.signatures) return null
  const w = say.in(language)
  if (says.signatures.length === 0) return html`<p>${w('nobody-signed')}</p>`
  const items = says.signatures.map(({ party, on, method }) => {
    const who = w('party', { party: party === 'learner' ? participantOf(says) : party })
    const said = method ? w(method === 'paper' ? 'on-paper' : 'by-programme', { name: who }) : who
    return html`<li>${w('signed-then', { party: said, day: writeDayWithin(on, language) })}</li>`
  })
  return html`<h2>${w('signatures')}</h2><ul>${items}</ul>`
}

const row = (term: string, value: string): Html => html`<div><dt>${term}</dt><dd>${value}</dd></div>`
