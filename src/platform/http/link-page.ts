import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'
import { html, pageHtml } from './html.ts'
import { type Language, spokenAnyway, wantsJson } from './language.ts'
import { answerError, problemOf, refusalOf } from './problems.ts'

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
      'Ierakstiet savu vārdu un uzvārdu un atzīmējiet piekrišanu. Atgriezieties un mēģiniet vēlreiz.',
    ],
    impossible: ['Šobrīd tas nav iespējams', 'Sazinieties ar to, kurš atsūtīja saiti.'],
    busy: ['Pārāk daudz pieprasījumu', 'Uzgaidiet minūti un mēģiniet vēlreiz.'],
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
      'Type your given name and family name, and tick the box. Go back and try again.',
    ],
    impossible: ['This is not possible now', 'Ask whoever sent you the link.'],
    busy: ['Too many requests', 'Wait a minute and try again.'],
    other: 'Latviski',
  },
} as const

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
  const other = language === 'lv' ? 'en' : 'lv'
  return pageHtml(language, title, html`<h1>${title}</h1><p>${advice}</p>`, {
    href: `?lang=${other}`,
    label: words[language].other,
  })
}

function meaningOf({ reason, extra, faults }: Refusal): Exclude<keyof typeof words.en, 'other'> {
  if (typeof extra.link === 'string') return extra.link as LinkState
  if (reason === 'not-found' || faults.some((one) => one.in === 'path')) return 'unknown'
  if (reason === 'bad-input' || reason === 'incomplete') return 'incomplete'
  if (reason === 'stale') return 'changed'
  return reason === 'too-many' ? 'busy' : 'impossible'
}
