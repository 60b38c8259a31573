import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { LinkView } from '../../mobility/agreements/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { followLink } from '../../platform/auth/links.ts'
import { chooseSpoken, wantsJson } from '../../platform/http/language.ts'
import { answerLinkError } from '../../platform/pages/link-page.ts'
import { documentationActions } from './actions.ts'
import { attest, declareAuthorship } from './declare.ts'
import { hashOfEvidence } from './evidence.ts'
import { makeDeclarationLink } from './make-declaration-link.ts'
import { renderDeclaration, renderDeclared } from './render-declaration.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

const params = z.object({ id: z.uuid() })

/** The host attests; the learner is given a link through which to declare. */
export const declaringRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/attestation',
    {
      config: does(documentationActions.attestEvidence),
      schema: {
        summary: 'Attest, as the hosting organisation, that the work was done there',
        tags: ['Documentation'],
        params,
        body: wire.NewAttestation,
        response: { 201: wire.DeclarationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewDeclaration(await attest(ctx, params.id, body.statement))
    },
  )

  app.post(
    '/recognitions/:id/declaration-links',
    {
      config: { ...does(documentationActions.makeDeclarationLink), secretAnswer: true },
      schema: {
        summary: 'Make a link through which the learner declares authorship',
        tags: ['Documentation'],
        params,
        response: { 201: LinkView },
      },
    },
    async ({ ctx, params }, reply) => {
      reply.code(201)
      return makeDeclarationLink(ctx, params.id)
    },
  )
}

const Secret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
const querystring = z.strictObject({ lang: z.enum(['lv', 'en']).optional() })

export const declarationRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.setErrorHandler(answerLinkError)
    const config = { rateLimit: { max: 60, timeWindow: '1 minute' } } as const

    app.get(
      '/declare/:secret',
      {
        config: { ...config, ...reads('readEvidenceToDeclare', 'public') },
        schema: {
          summary: 'Read what is to be declared through a link',
          tags: ['Links'],
          params: Secret,
          querystring,
          produces: ['text/html', 'application/json'],
          response: {
            200: wire.EvidenceToDeclare,
          },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(
          services,
          'declare-authorship',
          request.params.secret,
          request.id,
        )
        const evidence = await read(ctx, (tx) => store.listEvidence(tx, link.subjectId))
        const hash = hashOfEvidence(evidence)
        reply.header('cache-control', 'no-store')
        if (wantsJson(request)) return { items: evidence.map(wire.viewEvidence), hash }
        return reply
          .type('text/html; charset=utf-8')
          .send(renderDeclaration(evidence, hash, link.expiresAt, chooseSpoken(request)) as never)
      },
    )

    app.post(
      '/declare/:secret',
      {
        config: { ...config, ...does(documentationActions.declareAuthorship) },
        schema: {
          summary: 'Declare authorship through a link',
          tags: ['Links'],
          params: Secret,
          querystring,
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          produces: ['text/html', 'application/json'],
          body: wire.DeclarationForm,
          response: { 200: wire.DeclarationView },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(
          services,
          'declare-authorship',
          request.params.secret,
          request.id,
        )
        const language = chooseSpoken(request)
        const { name, hash } = request.body
        const row = await declareAuthorship(ctx, link, { name, hash, statement: say('statement')(language) })
        if (wantsJson(request)) return wire.viewDeclaration(row)
        return reply.type('text/html; charset=utf-8').send(renderDeclared(language) as never)
      },
    )
  }
