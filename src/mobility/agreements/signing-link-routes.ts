import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { followLink } from '../../platform/auth/links.ts'
import { chooseSpoken, wantsJson } from '../../platform/http/language.ts'
import { answerLinkError } from '../../platform/pages/link-page.ts'
import { agreementActions } from './actions.ts'
import { versionBefore } from './agreement.ts'
import { readAgreement } from './read-agreement.ts'
import { renderAgreement, renderSigned } from './render-agreement.ts'
import * as wire from './schemas.ts'
import { signThroughLink } from './sign-agreement.ts'
import * as store from './store.ts'

const Secret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
export const signingRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.setErrorHandler(answerLinkError)
    const limited = { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const

    app.get(
      '/sign/:secret',
      {
        config: { ...limited, ...reads('readAgreementToSign', 'public') },
        schema: {
          summary: 'Read the learning agreement through a signing link',
          description: 'A page, or JSON for a client that asks for `application/json`.',
          tags: ['Links'],
          params: Secret,
          querystring: z.strictObject(wire.LanguageQuery),
          produces: ['text/html', 'application/json'],
          response: { 200: wire.AgreementView },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(services, 'sign-agreement', request.params.secret, request.id)
        const version = await read(ctx, (tx) => store.getVersionById(tx, link.subjectId))
        reply.header('cache-control', 'no-store')
        if (wantsJson(request)) return readAgreement(ctx, version, chooseSpoken(request))
        const versions = await read(ctx, (tx) => store.gatherVersions(tx, version.mobilityId))
        const earlier = versionBefore(versions, version.number)?.version
        const framework = services.frameworks.get(version.content.framework.id)
        return reply
          .type('text/html; charset=utf-8')
          .send(renderAgreement(version, earlier, framework, link.expiresAt, chooseSpoken(request)) as never)
      },
    )

    app.post(
      '/sign/:secret',
      {
        config: { ...limited, ...does(agreementActions.signThroughLink) },
        schema: {
          summary: 'Sign the learning agreement through a signing link',
          tags: ['Links'],
          params: Secret,
          querystring: z.strictObject(wire.LanguageQuery),
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          produces: ['text/html', 'application/json'],
          body: wire.SigningForm,
          response: { 200: wire.AgreementView },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(services, 'sign-agreement', request.params.secret, request.id)
        const version = await signThroughLink(ctx, link, request.body.name, request.body.hash)
        if (wantsJson(request)) return readAgreement(ctx, version, chooseSpoken(request))
        return reply.type('text/html; charset=utf-8').send(renderSigned(chooseSpoken(request)) as never)
      },
    )
  }
