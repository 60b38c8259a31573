import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { followLink } from '../platform/auth/links.ts'
import { chooseSpoken, wantsJson } from '../platform/http/language.ts'
import { missingSignatures } from './agreement.ts'
import { draftAgreement } from './draft-agreement.ts'
import { makeSigningLink } from './make-signing-link.ts'
import { renderAgreement, renderSigned } from './render-agreement.ts'
import * as wire from './schemas.ts'
import { signAgreement, signThroughLink } from './sign-agreement.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

/** A version with who has signed it and who has yet to. */
async function present(tx: Tx, version: store.Version) {
  const signatures = await store.listSignatures(tx, version.id)
  return wire.viewAgreement(version, signatures, missingSignatures(version.content, signatures))
}

export const agreementRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/agreement/versions',
    {
      config: { access: { scope: 'register', roles: ['coordinator', 'admin'] } },
      schema: {
        summary: 'Write a version of the learning agreement',
        description:
          'Complete at once or refused with every gap. A signed version never changes: a change is a new version.',
        tags: ['Agreements'],
        params,
        body: wire.NewAgreementVersion,
        response: { 201: wire.AgreementView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const version = await draftAgreement(ctx, params.id, body)
      reply.code(201)
      return read(ctx, (tx) => present(tx, version))
    },
  )

  app.get(
    '/mobilities/:id/agreement',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Read the newest version of the learning agreement',
        tags: ['Agreements'],
        params,
        response: { 200: wire.AgreementView },
      },
    },
    async ({ ctx, params }) => read(ctx, async (tx) => present(tx, await store.getVersion(tx, params.id))),
  )

  app.get(
    '/mobilities/:id/agreement/versions/:number',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Read one version of the learning agreement',
        tags: ['Agreements'],
        params: params.extend({ number: z.coerce.number().int().min(1).max(10_000) }),
        response: { 200: wire.AgreementView },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => present(tx, await store.getVersion(tx, params.id, params.number))),
  )

  app.post(
    '/mobilities/:id/agreement/signatures',
    {
      config: { access: { scope: 'recognise', roles: ['coordinator'], person: true } },
      schema: {
        summary: 'Sign the learning agreement for your organisation',
        tags: ['Agreements'],
        params,
        body: wire.NewSignature,
        response: { 201: wire.AgreementView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const version = await signAgreement(ctx, params.id, body.hash)
      reply.code(201)
      return read(ctx, (tx) => present(tx, version))
    },
  )

  app.post(
    '/mobilities/:id/agreement/links',
    {
      config: { access: { scope: 'register', roles: ['coordinator', 'admin'] }, secretAnswer: true },
      schema: {
        summary: 'Make a link through which the learner or a guardian signs',
        description: 'Hand the address over yourself. It opens a page in Latvian or English and works once.',
        tags: ['Agreements'],
        params,
        body: wire.NewLink,
        response: { 201: wire.LinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makeSigningLink(ctx, params.id, body.party)
      reply.code(201)
      return link
    },
  )
}

const Secret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
const lang = z.enum(['lv', 'en']).optional()

export const SigningForm = z
  .strictObject({
    name: z.string().trim().min(1).max(200).describe('as typed by the signer'),
    accept: z.union([z.literal(true), z.literal('true')]).describe('the box that was ticked'),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'SigningForm' })

export const signingRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const limited = { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const

    app.get(
      '/sign/:secret',
      {
        config: limited,
        schema: {
          summary: 'Read the learning agreement through a signing link',
          description: 'A page, or JSON for a client that asks for `application/json`.',
          tags: ['Links'],
          params: Secret,
          querystring: z.strictObject({ lang }),
          produces: ['text/html', 'application/json'],
          response: { 200: wire.AgreementView },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(services, 'sign-agreement', request.params.secret, request.id)
        const version = await read(ctx, (tx) => store.getVersionById(tx, link.subjectId))
        if (wantsJson(request)) return read(ctx, (tx) => present(tx, version))
        const framework = services.frameworks.get(version.content.framework.id)
        return reply
          .type('text/html; charset=utf-8')
          .send(renderAgreement(version, framework, chooseSpoken(request)) as never)
      },
    )

    app.post(
      '/sign/:secret',
      {
        config: limited,
        schema: {
          summary: 'Sign the learning agreement through a signing link',
          tags: ['Links'],
          params: Secret,
          querystring: z.strictObject({ lang }),
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          produces: ['text/html', 'application/json'],
          body: SigningForm,
          response: { 200: wire.AgreementView },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await followLink(services, 'sign-agreement', request.params.secret, request.id)
        const version = await signThroughLink(ctx, link, request.body.name, request.body.hash)
        if (wantsJson(request)) return read(ctx, (tx) => present(tx, version))
        return reply.type('text/html; charset=utf-8').send(renderSigned(chooseSpoken(request)) as never)
      },
    )
  }
