import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'
import { type LinkPurpose, linkTerms } from '../auth/link-terms.ts'
import { spokenAnyway, wantsJson } from '../http/language.ts'
import { answerError, refusalIn, statusOf } from '../http/problems.ts'
import { dayOf, type Zone } from '../time-zone.ts'
import type { Language } from '../words/language.ts'
import { type Html, html, pageHtml } from './html.ts'
import { type StageAt, stageLine } from './stage-line.ts'
import { say } from './words.ts'

/** Why a link leads nowhere; sent to clients as `link` in the problem. */
export type LinkState = 'unknown' | 'expired' | 'ended' | 'used' | 'outdated' | 'sign-in'

/**
 * The page of a link, in a language, with the way to the same page in the others; `at`: the stage of a case that the page is
 * for, where it is for one.
 */
export function linkPage(language: Language, title: string, body: Html, at?: StageAt): string {
  return pageHtml(language, title, html`<h1>${title}</h1>${at ? stageLine(at, language) : null}${body}`)
}

/** What whoever sent the form of a link reads then. */
export function thanksPage(language: Language, title: string, sentence: string): string {
  return linkPage(language, title, html`<p class="made" role="status">${sentence}</p>`)
}

/** What is said of a link on its page. */
export type Ending = { expiresAt: Date; zone: Zone; purpose: LinkPurpose }

/** Until when a link works, and whether once, for whoever reads its page. */
export function linkHint(language: Language, { expiresAt, zone, purpose }: Ending): Html {
  const kind = linkTerms[purpose].uses === 'many' || purpose === 'appeal' ? 'until' : 'once'
  return html`<p class="hint">${say(`works-${kind}`, { day: dayOf(expiresAt, zone) })(language)}</p>`
}

/**
 * Answers what went wrong on the page of a link as a page; clients that ask for JSON get the problem document. `signInUrl`:
 * where people begin to sign in themselves.
 */
export function answerLinkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  signInUrl: string | null = null,
): FastifyReply {
  const refusal = refusalIn(error, request)
  if (!refusal || wantsJson(request)) return answerError(error, request, reply)
  // A form that was sent twice was done by the first: whoever tapped twice goes where they would have gone.
  const [, page, secret] = request.url.split('/')
  if (refusal.extra.form === 'taken') return reply.redirect(`/${page}/${secret}`, 303)
  const language = spokenAnyway(request)
  // Where something is asked first, whoever reads pages goes to the page that asks.
  if (typeof refusal.extra.askedAt === 'string')
    return reply.redirect(`${refusal.extra.askedAt}?lang=${language}`, 303)
  return reply
    .code(statusOf(refusal))
    .headers({ 'cache-control': 'no-store', 'content-language': language })
    .type('text/html; charset=utf-8')
    .send(renderRefusal(refusal, language, `/${page}/${secret?.split('?')[0]}/renewal`, signInUrl))
}

/** The same for an app whose people begin there to sign in themselves. */
export const answeringLinkErrors =
  (signInUrl: string | null) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    answerLinkError(error, request, reply, signInUrl)

/** The refusal of a link, or of what it leads to. */
export function linkRefusal(state: LinkState, more: Record<string, unknown> = {}): Refusal {
  const reason = (
    {
      unknown: 'not-found',
      expired: 'not-found',
      ended: 'not-found',
      used: 'wrong-state',
      outdated: 'stale',
      'sign-in': 'forbidden',
    } as const
  )[state]
  const sentence = (language: Language) =>
    `${say(`link-${state}`)(language)}. ${say(`link-${state}-advice`)(language)}`
  return new Refusal(reason, sentence, [], { link: state, ...more })
}

function renderRefusal(
  refusal: Refusal,
  language: Language,
  renewal: string,
  signInUrl: string | null,
): string {
  const meaning = meaningOf(refusal)
  // What is impossible is said for whoever holds the link, as far as there is something to say.
  const own = meaning === 'impossible' && html`<p>${refusal.sentence(language)}</p>`
  const advice = html`${own || null}<p>${say(`link-${meaning}-advice`)(language)}</p>`
  const renew = refusal.extra.renewable
    ? html`<form class="panel" method="post" action="${renewal}?lang=${language}"><p>${say('renew-hint')(language)}</p>
<p><button>${say('renew')(language)}</button></p></form>`
    : null
  const signIn =
    meaning === 'sign-in' && signInUrl !== null
      ? html`<p><a class="button" href="${signInUrl}" rel="noreferrer">${say('sign-in')(language)}</a></p>`
      : null
  return linkPage(language, say(`link-${meaning}`)(language), html`${advice}${renew}${signIn}`)
}

type Meaning = LinkState | 'changed' | 'incomplete' | 'done' | 'impossible' | 'busy'

function meaningOf({ reason, extra, faults }: Refusal): Meaning {
  if (typeof extra.link === 'string') return extra.link as LinkState
  if (reason === 'not-found' || faults.some((fault) => fault.in === 'path')) return 'unknown'
  if (reason === 'bad-input' || reason === 'incomplete') return 'incomplete'
  if (reason === 'stale') return 'changed'
  if (reason === 'conflict') return 'done'
  return reason === 'too-many' ? 'busy' : 'impossible'
}
