import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'
import { writeDayWithin } from '../dates.ts'
import { type Language, spokenAnyway, wantsJson } from '../http/language.ts'
import { answerError, problemOf, refusalOf } from '../http/problems.ts'
import { type Html, html, pageHtml } from './html.ts'

/** Why a link leads nowhere; sent to clients as `link` in the problem. */
export type LinkState = 'unknown' | 'expired' | 'used' | 'outdated'

const words = {
  lv: {
    unknown: ['Saite nav derīga', 'Pārbaudiet, vai adrese ir nokopēta pilnībā, vai palūdziet jaunu saiti.'],
    expired: ['Saites termiņš ir beidzies', 'Palūdziet jaunu saiti tam, kurš to atsūtīja.'],
    used: ['Saite jau ir izmantota', 'Tā darbojas tikai vienu reizi. Vairāk nekas nav jādara.'],
    outdated: [
      'Dokuments ir mainīts',
      'Kopš saites izveides ir sagatavota jauna redakcija. Palūdziet jaunu saiti.',
    ],
    changed: ['Dokuments ir mainīts', 'Atveriet saiti vēlreiz un izlasiet jauno redakciju.'],
    incomplete: [
      'Veidlapa nav aizpildīta',
      'Atgriezieties un pārbaudiet, vai viss prasītais ir ierakstīts un atzīmēts, tad mēģiniet vēlreiz.',
    ],
    done: ['Tas jau ir izdarīts', 'Vairāk nekas nav jādara.'],
    impossible: ['Šobrīd tas nav iespējams', 'Sazinieties ar to, kurš atsūtīja saiti.'],
    busy: ['Pārāk daudz pieprasījumu', 'Uzgaidiet minūti un mēģiniet vēlreiz.'],
    once: 'Saite ir izmantojama vienu reizi, līdz {day}',
    until: 'Saite darbojas līdz {day}',
    other: 'English',
  },
  en: {
    unknown: ['This link is not valid', 'Check that the whole address was copied, or ask for a new link.'],
    expired: ['This link has expired', 'Ask whoever sent it to you for a new one.'],
    used: ['This link has been used', 'It works only once. There is nothing more to do.'],
    outdated: ['The document has changed', 'A newer version was made after this link. Ask for a new link.'],
    changed: ['The document has changed', 'Open the link again and read the new version.'],
    incomplete: [
      'The form is not filled in',
      'Go back, check that everything asked for is typed and ticked, and try again.',
    ],
    done: ['This has been done already', 'There is nothing more to do.'],
    impossible: ['This is not possible now', 'Ask whoever sent you the link.'],
    busy: ['Too many requests', 'Wait a minute and try again.'],
    once: 'This link can be used once, until {day}.',
    until: 'This link works until {day}.',
    other: 'Latviski',
  },
} as const

/** The page of a link, in a language, with the way to the same page in the other. */
export function linkPage(language: Language, title: string, body: Html): string {
  const href = language === 'lv' ? '?lang=en' : '?lang=lv'
  return pageHtml(language, title, html`<h1>${title}</h1>${body}`, { href, label: words[language].other })
}

/** What whoever sent the form of a link reads then. */
export function thanksPage(language: Language, title: string, sentence: string): string {
  return linkPage(language, title, html`<p class="made" role="status">${sentence}</p>`)
}

/** Until when a link works, and whether once, for whoever reads its page. */
export function linkHint(language: Language, expiresAt: Date, kind: 'once' | 'until'): Html {
  const sentence = words[language][kind].replace('{day}', writeDayWithin(expiresAt, language))
  return html`<p class="hint">${sentence}</p>`
}

/** With what a form ends by which somebody gives their word: the name typed, the box ticked, the button. */
export function acceptance(labels: { name: string; accept: string; send: string }): Html {
  return html`<div class="field"><label for="name">${labels.name}</label>
<input id="name" name="name" required maxlength="200" autocomplete="name"></div>
<div class="choice"><input type="checkbox" id="accept" name="accept" value="true" required>
<label for="accept">${labels.accept}</label></div>
<p><button>${labels.send}</button></p>`
}

/** Answers what went wrong on the page of a link as a page; clients that ask for JSON get the problem document. */
export function answerLinkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error, request)
  if (!refusal || wantsJson(request)) return answerError(error, request, reply)
  return reply
    .code(problemOf(refusal, request.id).status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(renderRefusal(refusal, spokenAnyway(request)))
}

/** The refusal of a link, or of what it leads to. */
export function linkRefusal(state: LinkState): Refusal {
  const reason = (
    { unknown: 'not-found', expired: 'not-found', used: 'wrong-state', outdated: 'stale' } as const
  )[state]
  return new Refusal(reason, `${words.en[state].join('. ')}`, [], { link: state })
}

function renderRefusal(refusal: Refusal, language: Language): string {
  const [title, advice] = words[language][meaningOf(refusal)]
  return linkPage(language, title, html`<p>${advice}</p>`)
}

type Meaning = Exclude<keyof typeof words.en, 'other' | 'once' | 'until'>

function meaningOf({ reason, extra, faults }: Refusal): Meaning {
  if (typeof extra.link === 'string') return extra.link as LinkState
  if (reason === 'not-found' || faults.some((one) => one.in === 'path')) return 'unknown'
  if (reason === 'bad-input' || reason === 'incomplete') return 'incomplete'
  if (reason === 'stale') return 'changed'
  if (reason === 'conflict') return 'done'
  return reason === 'too-many' ? 'busy' : 'impossible'
}
