import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Context, read, type Services } from '../context.ts'
import { notFound, Refusal } from '../errors.ts'
import { getMobility } from '../mobilities/store.ts'
import { followLink } from '../platform/auth/links.ts'
import { chooseSpoken, wantsJson } from '../platform/http/language.ts'
import { answerLinkError } from '../platform/http/link-page.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../platform/http/pages.ts'
import { deviationsOf, missingSignatures } from './agreement.ts'
import { differences } from './differences.ts'
import { draftAgreement } from './draft-agreement.ts'
import { makeSigningLink } from './make-signing-link.ts'
import { renderAgreement, renderSigned } from './render-agreement.ts'
import * as wire from './schemas.ts'
import { signAgreement, signThroughLink } from './sign-agreement.ts'
import * as store from './store.ts'
import { withdrawVersion } from './withdraw-version.ts'

const params = z.object({ id: z.uuid() })
const lang = z
  .enum(['lv', 'en'])
  .optional()
  .describe('language of the sentences; Accept-Language when left out')

/** A version with who has signed it, who has yet to, and what departed from the rules. */
async function present(request: FastifyRequest, ctx: Context, version: store.Version) {
  const language = chooseSpoken(request)
  return read(ctx, async (tx) => {
    const versions = await store.gatherVersions(tx, version.mobilityId)
    return presentOne(versions, version.number, language)
  })
}

function presentOne(versions: store.VersionWithSignatures[], number: number, language: 'lv' | 'en') {
  const shown = versions.find((one) => one.version.number === number)
  if (!shown) throw notFound('agreement version')
  const upTo = versions.filter((one) => one === shown || (one.version.number < number && !one.withdrawn))
  const deviations = deviationsOf(upTo.map(({ version, signatures }) => ({ ...version, signatures })))
  return wire.viewAgreement(shown, deviations, language)
}

/** The last version before that everyone signed; where there is none, the one before. */
function earlierOf(versions: store.VersionWithSignatures[], number: number) {
  const before = versions.filter((one) => one.version.number < number && !one.withdrawn)
  const signed = before.filter(
    ({ version, signatures }) => missingSignatures(version, signatures).length === 0,
  )
  return signed.at(-1) ?? before.at(-1)
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
    async (request, reply) => {
      const version = await draftAgreement(request.ctx, request.params.id, request.body)
      reply.code(201)
      return present(request, request.ctx, version)
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
        querystring: z.strictObject({ lang }),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      return present(request, ctx, await read(ctx, (tx) => store.getVersion(tx, params.id)))
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'List the versions of the learning agreement',
        tags: ['Agreements'],
        params,
        querystring: z.strictObject({ ...PageQuery, lang }),
        response: { 200: pageOf(wire.AgreementView, 'AgreementPage') },
      },
    },
    async (request) => {
      const { ctx, params, query } = request
      const language = chooseSpoken(request)
      const keyset = readKeyset(query)
      return read(ctx, async (tx) => {
        await getMobility(tx, params.id)
        const rows = await store.listVersions(tx, params.id, keyset)
        const versions = await store.gatherVersions(tx, params.id)
        return toPage(rows, keyset, (row) => presentOne(versions, row.number, language))
      })
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions/:number',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Read one version of the learning agreement',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: z.strictObject({ lang }),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      const version = await read(ctx, (tx) => store.getVersion(tx, params.id, params.number))
      return present(request, ctx, version)
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions/:number/differences',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Compare a version of the learning agreement with an earlier one',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: wire.DifferencesQuery,
        response: { 200: wire.DifferencesView },
      },
    },
    async ({ ctx, params, query }) => {
      const versions = await read(ctx, (tx) => store.gatherVersions(tx, params.id))
      const to = versions.find((one) => one.version.number === params.number)
      if (!to) throw notFound('agreement version')
      const from =
        query.from === undefined
          ? earlierOf(versions, params.number)
          : versions.find((one) => one.version.number === query.from)
      if (query.from !== undefined && (!from || query.from >= params.number)) {
        throw new Refusal('incomplete', 'There is no such earlier version.', [
          { in: 'query', pointer: '/from', detail: 'is no earlier version of this agreement' },
        ])
      }
      return {
        from: from?.version.number ?? null,
        to: params.number,
        items: from ? differences(from.version.content, to.version.content) : [],
      }
    },
  )

  app.post(
    '/mobilities/:id/agreement/versions/:number/withdrawal',
    {
      config: { access: { scope: 'register', roles: ['coordinator', 'admin'] } },
      schema: {
        summary: 'Take back a version that not everyone has signed',
        description: 'The version before it is then the newest again.',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: z.strictObject({ lang }),
        body: wire.NewWithdrawal,
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params, body } = request
      return present(request, ctx, await withdrawVersion(ctx, params.id, params.number, body.reason))
    },
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
    async (request, reply) => {
      const version = await signAgreement(request.ctx, request.params.id, request.body.hash)
      reply.code(201)
      return present(request, request.ctx, version)
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
    app.setErrorHandler(answerLinkError)
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
        reply.header('cache-control', 'no-store')
        if (wantsJson(request)) return present(request, ctx, version)
        const versions = await read(ctx, (tx) => store.gatherVersions(tx, version.mobilityId))
        const earlier = earlierOf(versions, version.number)?.version
        const framework = services.frameworks.get(version.content.framework.id)
        return reply
          .type('text/html; charset=utf-8')
          .send(renderAgreement(version, earlier, framework, link.expiresAt, chooseSpoken(request)) as never)
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
        if (wantsJson(request)) return present(request, ctx, version)
        return reply.type('text/html; charset=utf-8').send(renderSigned(chooseSpoken(request)) as never)
      },
    )
  }
