import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { LinkView } from '../agreements/schemas.ts'
import { type Context, read, type Services } from '../context.ts'
import { followLink } from '../platform/auth/links.ts'
import { dayOf } from '../platform/dates.ts'
import { chooseSpoken, wantsJson } from '../platform/http/language.ts'
import { answerLinkError } from '../platform/http/link-page.ts'
import { pageOf, readKeyset, SyncQuery, toPage } from '../platform/http/pages.ts'
import { handlingOf } from './appeal.ts'
import { decideAppeal } from './decide-appeal.ts'
import { hearAppeal, markAgain } from './hear-appeal.ts'
import { makeAppealLink } from './make-appeal-link.ts'
import { renderAppealPage, renderDone } from './render-appeal.ts'
import * as wire from './schemas.ts'
import { showResults } from './show-results.ts'
import * as store from './store.ts'
import { submitAppeal, withdrawAppeal } from './submit-appeal.ts'

const params = z.object({ id: z.uuid() })
const reading = {
  scope: 'read',
  roles: ['coordinator', 'assessor', 'validator', 'issuer', 'auditor', 'admin'],
} as const
const hearing = { scope: 'recognise', roles: ['validator'], person: true } as const

/** An appeal with its steps, and what the caller may do with it. */
async function present(ctx: Context, id: string) {
  return read(ctx, async (tx) => {
    const row = await store.getAppeal(tx, ctx.actor.organisationId, id)
    const issued = await store.certificatesForAppeals(tx, [id])
    const took = await store.tookPart(tx, row.recognitionId)
    return {
      ...wire.viewAppeal(row, dayOf(ctx.now()), issued.get(id) ?? null),
      steps: (await store.listAppealMoves(tx, [id])).map(wire.viewStep),
      actions: handlingOf(row, ctx.actor, took),
    }
  })
}

export const appealRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/appeal-links',
    {
      config: { access: { scope: 'register', roles: ['coordinator', 'admin'] }, secretAnswer: true },
      schema: {
        summary: 'Make a link through which the learner or a guardian sees the results and appeals',
        description:
          'Hand the address over yourself. It shows results and marks, and takes one appeal or complaint.',
        tags: ['Appeals'],
        params,
        body: wire.NewAppealLink,
        response: { 201: LinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return makeAppealLink(ctx, params.id, body.party)
    },
  )

  app.get(
    '/appeals',
    {
      config: { access: reading },
      schema: {
        summary: 'List the appeals and complaints about cases of your organisation',
        tags: ['Appeals'],
        querystring: z.strictObject({
          ...SyncQuery,
          state: wire.AppealState.optional(),
          kind: wire.AppealKindWire.optional(),
          recognitionId: z.uuid().optional(),
        }),
        response: { 200: pageOf(wire.AppealView, 'AppealList') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return read(ctx, async (tx) => {
        const rows = await store.listAppeals(tx, ctx.actor.organisationId, keyset, query)
        const ids = rows.map((row) => row.id)
        const issued = await store.certificatesForAppeals(tx, ids)
        const today = dayOf(ctx.now())
        return toPage(rows, keyset, (row) => wire.viewAppeal(row, today, issued.get(row.id) ?? null))
      })
    },
  )

  app.get(
    '/appeals/:id',
    {
      config: { access: reading },
      schema: {
        summary: 'Read an appeal: its clock, its steps, and what you may do',
        tags: ['Appeals'],
        params,
        response: { 200: wire.AppealDetails },
      },
    },
    async ({ ctx, params }) => present(ctx, params.id),
  )

  app.post(
    '/appeals/:id/hearing',
    {
      config: { access: hearing },
      schema: {
        summary: 'Take an appeal on: whoever hears it took no part in the case, and decides it',
        tags: ['Appeals'],
        params,
        response: { 201: wire.AppealDetails },
      },
    },
    async ({ ctx, params }, reply) => {
      await hearAppeal(ctx, params.id)
      reply.code(201)
      return present(ctx, params.id)
    },
  )

  app.post(
    '/appeals/:id/marks',
    {
      config: { access: { scope: 'recognise', roles: ['assessor'], person: true } },
      schema: {
        summary: 'Mark an appealed outcome again',
        description: 'By an assessor who took no part. The marks count once the appeal is decided by them.',
        tags: ['Appeals'],
        params,
        body: wire.NewAppealMarks,
        response: { 201: wire.AppealDetails },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await markAgain(ctx, params.id, body)
      reply.code(201)
      return present(ctx, params.id)
    },
  )

  app.post(
    '/appeals/:id/decision',
    {
      config: { access: hearing },
      schema: {
        summary: 'Decide an appeal with reasons',
        description:
          'Upheld with new results, these stand beside the old ones; `POST /v1/certificates` then issues the certificate that takes the old one’s place.',
        tags: ['Appeals'],
        params,
        body: wire.AppealDecision,
        response: { 201: wire.AppealDetails },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideAppeal(ctx, params.id, body)
      reply.code(201)
      return present(ctx, params.id)
    },
  )
}

const Secret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
const querystring = z.strictObject({ lang: z.enum(['lv', 'en']).optional() })

export const appealPageRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const
    const forms = ['application/x-www-form-urlencoded', 'application/json']
    const pages = ['text/html', 'application/json']
    app.setErrorHandler(answerLinkError)
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
        const shown = { secret, expiresAt: link.expiresAt, used: link.usedAt !== null }
        return reply.type('text/html; charset=utf-8').send(renderAppealPage(page, shown, language) as never)
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
        return reply
          .type('text/html; charset=utf-8')
          .send(renderDone('done', appeal.dueOn, language) as never)
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
        return reply.type('text/html; charset=utf-8').send(renderDone('withdrawn', null, language) as never)
      },
    )
  }
