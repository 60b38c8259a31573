import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { does } from '../../platform/actions/route-config.ts'
import { followLink, LinkParams } from '../../platform/auth/links.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../../platform/http/language.ts'
import { answerLinkError } from '../../platform/pages/link-page.ts'
import { appealActions, appealLinkActions } from './actions.ts'
import { renderAppealPage, renderDone } from './render-appeal.ts'
import * as wire from './schemas.ts'
import { showResults } from './show-results.ts'
import { submitAppeal, withdrawAppeal } from './submit-appeal.ts'

const querystring = z.strictObject(LanguageQuery)

export const appealPageRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { rateLimit: { max: 60, timeWindow: '1 minute' } } as const
    const forms = ['application/x-www-form-urlencoded', 'application/json']
    const pages = ['text/html', 'application/json']
    app.setErrorHandler(answerLinkError)
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'private, no-store'))

    app.get(
      '/appeal/:secret',
      {
        config: { ...config, ...does(appealLinkActions.showResults) },
        schema: {
          summary: 'Read your own results and marks through a link',
          tags: ['Links'],
          params: LinkParams,
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
        const shown = { secret, expiresAt: link.expiresAt, used: link.usedAt !== null }
        return reply.type('text/html; charset=utf-8').send(renderAppealPage(page, shown, language) as never)
      },
    )

    app.post(
      '/appeal/:secret',
      {
        config: { ...config, ...does(appealLinkActions.submitAppeal) },
        schema: {
          summary: 'Submit an appeal or complaint through a link',
          tags: ['Links'],
          params: LinkParams,
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
        return reply
          .type('text/html; charset=utf-8')
          .send(renderDone('done', appeal.dueOn, language) as never)
      },
    )

    app.post(
      '/appeal/:secret/withdrawal',
      {
        config: { ...config, ...does(appealActions.withdrawAppeal) },
        schema: {
          summary: 'Withdraw an appeal or complaint through a link',
          tags: ['Links'],
          params: LinkParams,
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
        return reply.type('text/html; charset=utf-8').send(renderDone('withdrawn', null, language) as never)
      },
    )
  }
