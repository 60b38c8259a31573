import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../context.ts'
import { followLink } from '../platform/auth/links.ts'
import { chooseSpoken, wantsJson } from '../platform/http/language.ts'
import { renderAppealPage, renderDone } from './render-appeal.ts'
import * as wire from './schemas.ts'
import { showResults } from './show-results.ts'
import { submitAppeal, withdrawAppeal } from './submit-appeal.ts'
import { words } from './words.ts'

const Secret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
const querystring = z.strictObject({ lang: z.enum(['lv', 'en']).optional() })

export const appealPageRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const
    const forms = ['application/x-www-form-urlencoded', 'application/json']
    const pages = ['text/html', 'application/json']
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'private, no-store'))

    app.get(
      '/appeal/:secret',
      {
        config,
        schema: {
          summary: 'Read your own results and marks through a link',
          tags: ['Links'],
          params: Secret,
          querystring,
          produces: pages,
          response: { 200: wire.AppealPage },
        },
      },
      async (request, reply) => {
        const { secret } = request.params
        const { link, ctx } = await followLink(services, 'appeal', secret, request.id)
        const language = chooseSpoken(request)
        const page = await showResults(ctx, link, language)
        if (wantsJson(request)) return page
        const text = renderAppealPage(page, link.usedAt !== null, secret, language)
        return reply.type('text/html; charset=utf-8').send(text as never)
      },
    )

    app.post(
      '/appeal/:secret',
      {
        config,
        schema: {
          summary: 'Submit an appeal or complaint through a link',
          tags: ['Links'],
          params: Secret,
          querystring,
          consumes: forms,
          produces: pages,
          body: wire.AppealForm,
          response: { 200: wire.AppealPage },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(services, 'appeal', request.params.secret, request.id)
        const language = chooseSpoken(request)
        const appeal = await submitAppeal(ctx, link, request.body)
        if (wantsJson(request)) return showResults(ctx, { ...link, usedAt: ctx.now() }, language)
        const sentence = `${words[language].done} ${appeal.dueOn}.`
        return reply.type('text/html; charset=utf-8').send(renderDone(sentence, language) as never)
      },
    )

    app.post(
      '/appeal/:secret/withdrawal',
      {
        config,
        schema: {
          summary: 'Withdraw an appeal or complaint through a link',
          tags: ['Links'],
          params: Secret,
          querystring,
          consumes: forms,
          produces: pages,
          body: wire.WithdrawalForm,
          response: { 200: wire.AppealPage },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(services, 'appeal', request.params.secret, request.id)
        const language = chooseSpoken(request)
        await withdrawAppeal(ctx, link, request.body.appealId)
        if (wantsJson(request)) return showResults(ctx, link, language)
        return reply
          .type('text/html; charset=utf-8')
          .send(renderDone(words[language].withdrawn, language) as never)
      },
    )
  }
