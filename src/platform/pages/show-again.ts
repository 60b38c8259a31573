import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../errors.ts'
import { spokenAnyway, wantsJson } from '../http/language.ts'
import { refusalIn, statusOf } from '../http/problems.ts'
import { answerLinkError } from './link-page.ts'
import { type Typed, typedIn } from './typed-form.ts'

/** The page of a form again, with what was typed in it and what is wrong. */
export type Again<Visit> = (visit: Visit, typed: Typed, refusal: Refusal) => Promise<string>

/** There is nothing to show again where nobody came to a form. */
const isNoForm = ({ reason }: Refusal) => ['not-found', 'unauthenticated', 'too-many'].includes(reason)

/** A form that was refused comes back as it was typed; where it cannot be shown again, what went wrong is said alone. */
export const showingAgain =
  <Visit>(
    again: Again<Visit> | undefined,
    visitOf: (request: FastifyRequest) => Promise<Visit>,
    signInUrl: string | null,
  ) =>
  async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const refusal = refusalIn(error, request)
    if (!again || !refusal || isNoForm(refusal) || wantsJson(request))
      return answerLinkError(error, request, reply, signInUrl)
    try {
      const page = await again(await visitOf(request), typedIn(request.body), refusal)
      return reply
        .code(statusOf(refusal))
        .header('content-language', spokenAnyway(request))
        .type('text/html; charset=utf-8')
        .send(page)
    } catch (failure) {
      if (!refusalIn(failure as FastifyError, request)) throw failure
      return answerLinkError(error, request, reply, signInUrl)
    }
  }
