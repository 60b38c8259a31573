import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../words/language.ts'
import { withWayBack } from './html.ts'

/** A page; or the address of one, to which a browser is sent on. */
export type PageOrAway = string | { seeOther: string }

/** A browser that is sent on keeps the language that it asked for. */
export function sendPage(
  { query }: FastifyRequest,
  reply: FastifyReply,
  page: PageOrAway,
  { back, language }: { back: string | null; language: Language },
): FastifyReply {
  if (typeof page === 'string') {
    const whole = back ? withWayBack(page, `${back}?lang=${language}`, language) : page
    return reply.type('text/html; charset=utf-8').send(whole)
  }
  const { lang } = query as { lang?: string }
  return reply.redirect(lang ? `${page.seeOther}?lang=${lang}` : page.seeOther, 303)
}
