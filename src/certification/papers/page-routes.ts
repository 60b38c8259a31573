import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../../platform/http/language.ts'
import { readUpload } from '../../platform/http/upload.ts'
import { answerLinkError } from '../../platform/pages/link-page.ts'
import { type CheckedPaper, checkPaper } from './check-paper.ts'
import { renderPaper } from './render-paper.ts'
import { CheckedPaperView, PaperFile, viewChecked } from './schemas.ts'

const MAX_BYTES = 10 * 1024 * 1024
const params = z.object({ code: z.string().min(1).max(100) })
const querystring = z.strictObject(LanguageQuery)
const tags = ['Papers']
const produces = ['text/html', 'application/json']
const view: z.ZodType = CheckedPaperView

/** The public page of a paper, for whoever holds it in their hands. */
export const checkPageRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.setErrorHandler(answerLinkError)

    app.get(
      '/check/:code',
      {
        config: { rateLimit: { max: 300, timeWindow: '1 minute' }, ...reads('checkPaper', 'public') },
        schema: {
          summary: 'Check a learning agreement or a certificate of participation by the code on it',
          description:
            'A page, or JSON for a client that asks for `application/json`: from whom it is and what has become of it since. Never whose it is.',
          tags,
          params,
          querystring,
          produces,
          response: { 200: view },
        },
      },
      async (request, reply) => answer(request, reply, await checkPaper(services, request.params.code)),
    )

    app.post(
      '/check/:code',
      {
        bodyLimit: MAX_BYTES + 64 * 1024,
        config: {
          rateLimit: { max: 60, timeWindow: '1 minute' },
          ...reads('comparePaper', 'public'),
          bodies: { 'multipart/form-data': PaperFile },
          also: [413, 415],
        },
        schema: {
          summary: 'Ask whether a file is the paper of a code, byte for byte',
          tags,
          params,
          querystring,
          consumes: ['multipart/form-data'],
          produces,
          response: { 200: view },
        },
      },
      async (request, reply) => {
        const { bytes } = await readUpload(request, PaperFile, MAX_BYTES)
        return answer(request, reply, await checkPaper(services, request.params.code, bytes))
      },
    )
  }

function answer(request: FastifyRequest, reply: FastifyReply, checked: CheckedPaper) {
  const language = chooseSpoken(request)
  reply.headers({
    'cache-control': 'no-store',
    'content-language': language,
    vary: 'accept, accept-language',
  })
  if (wantsJson(request)) return viewChecked(checked)
  return reply.type('text/html; charset=utf-8').send(renderPaper(checked, language))
}
