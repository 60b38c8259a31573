import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { checkShare } from './check-code.ts'
import { checkText } from './check-submission.ts'
import { renderForm } from './pages/render-form.ts'
import { renderRecord } from './pages/render-record.ts'

const querystring = z.strictObject(LanguageQuery)
const produces = ['text/html']
const tags = ['Verification']
const rateLimit = { max: 300, timeWindow: '1 minute' } as const
const html = 'text/html; charset=utf-8'
const page = z.any().describe('the record, as a page to be printed')

/** What is a page and nothing else: the form, and the records of checks, which are made again for them. */
export const verificationPageRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/verify',
      {
        config: { rateLimit, ...reads('openVerificationPage', 'public') },
        schema: {
          summary: 'Open the page on which anyone checks a certificate',
          tags: ['Verification'],
          querystring,
          produces: ['text/html'],
          response: { 200: z.any().describe('a form that works without script') },
        },
      },
      async (request, reply) => reply.type(html).send(renderForm(chooseSpoken(request), null)),
    )

    app.get(
      '/verify/:code/record',
      {
        config: { rateLimit, ...reads('recordVerification', 'public') },
        schema: {
          summary: 'Check a code and write the record of it, to print and keep',
          tags,
          params: z.object({ code: z.string().min(1).max(100) }),
          querystring,
          produces,
          response: { 200: page },
        },
      },
      async (request, reply) => {
        const language = chooseSpoken(request)
        const verdict = await checkText(services, request.params.code)
        if (!verdict.certificate) throw notFound('certificate')
        const checked = { code: verdict.certificate.code }
        reply.header('content-language', language)
        return reply.type(html).send(renderRecord(verdict, checked, language, services.now(), services))
      },
    )

    app.get(
      '/share/:secret/record',
      {
        config: { rateLimit, ...reads('recordShareVerification', 'public') },
        schema: {
          summary: 'Check a shared certificate and write the record of it, to print and keep',
          tags,
          params: z.object({ secret: z.string().min(1).max(100) }),
          querystring,
          produces,
          response: { 200: page },
        },
      },
      async (request, reply) => {
        const language = chooseSpoken(request)
        const { secret: share } = request.params
        const verdict = await checkShare(services, share)
        if (!verdict.certificate) throw notFound('certificate')
        reply.header('content-language', language)
        return reply.type(html).send(renderRecord(verdict, { share }, language, services.now(), services))
      },
    )
  }
