import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../context.ts'
import { PageQuery, pageOf, readKeyset, SyncQuery, toPage } from '../platform/http/pages.ts'
import { assertVersion, setVersion } from '../platform/http/versions.ts'
import { changeMember } from './change-member.ts'
import { changeOrganisation } from './change-organisation.ts'
import { changeOwnSettings } from './change-settings.ts'
import { issueToken } from './issue-token.ts'
import { registerClient, revokeClient } from './register-client.ts'
import { registerMember } from './register-member.ts'
import { registerOrganisation } from './register-organisation.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

export const organisationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/organisations',
    {
      config: { access: { scope: 'operate', roles: ['admin'] }, secretAnswer: true },
      schema: {
        summary: 'Register an organisation',
        description: 'Enters a partner into the directory, and makes its first API client when asked.',
        tags: ['Registries'],
        body: wire.NewOrganisation,
        response: { 201: wire.RegisteredOrganisation },
      },
    },
    async (request, reply) => {
      const { organisation, client } = await registerOrganisation(request.ctx, request.body)
      const view = wire.viewOrganisation(organisation)
      reply.code(201).header('location', `/v1/organisations/${organisation.id}`)
      return client ? { ...view, client: { ...wire.viewClient(client), secret: client.secret } } : view
    },
  )

  app.get(
    '/organisations',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'List the directory of organisations',
        tags: ['Registries'],
        querystring: z.strictObject(SyncQuery),
        response: { 200: pageOf(wire.OrganisationView, 'OrganisationPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => store.listOrganisations(tx, keyset)),
        keyset,
        wire.viewOrganisation,
      )
    },
  )

  app.get(
    '/organisations/:id',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Read an organisation',
        tags: ['Registries'],
        params,
        response: { 200: wire.OrganisationView },
      },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, (tx) => store.getOrganisation(tx, params.id))
      setVersion(reply, row.version)
      return wire.viewOrganisation(row)
    },
  )

  app.patch(
    '/organisations/:id',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Change your own organisation',
        tags: ['Registries'],
        params,
        body: wire.ChangedOrganisation,
        response: { 200: wire.OrganisationView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeOrganisation(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      return wire.viewOrganisation(row)
    },
  )

  app.get(
    '/settings',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Read the settings of your organisation',
        tags: ['Registries'],
        response: { 200: wire.SettingsView },
      },
    },
    async ({ ctx }, reply) => {
      const row = await read(ctx, (tx) => store.findSettings(tx, ctx.actor.organisationId))
      setVersion(reply, row?.version ?? 0)
      return wire.viewSettings(row)
    },
  )

  app.patch(
    '/settings',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Change the settings of your organisation',
        description: 'They hold for the cases it sends. null takes a setting back to its default.',
        tags: ['Registries'],
        body: wire.ChangedSettings,
        response: { 200: wire.SettingsView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeOwnSettings(request.ctx, check, request.body)
      setVersion(reply, row.version)
      return wire.viewSettings(row)
    },
  )

  app.post(
    '/clients',
    {
      config: { access: { scope: 'administer', roles: ['admin'] }, secretAnswer: true },
      schema: {
        summary: 'Register an API client of your organisation',
        tags: ['Registries'],
        body: wire.NewClient,
        response: { 201: wire.ClientWithSecret },
      },
    },
    async (request, reply) => {
      const client = await registerClient(request.ctx, request.body)
      reply.code(201)
      return { ...wire.viewClient(client), secret: client.secret }
    },
  )

  app.get(
    '/clients',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'List the API clients of your organisation',
        tags: ['Registries'],
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(wire.ClientView, 'ClientPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => store.listClients(tx, ctx.actor.organisationId, keyset)),
        keyset,
        wire.viewClient,
      )
    },
  )

  app.post(
    '/clients/:id/revocation',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Revoke an API client',
        tags: ['Registries'],
        params,
        response: { 200: wire.ClientView },
      },
    },
    async ({ ctx, params }) => wire.viewClient(await revokeClient(ctx, params.id)),
  )
}

export const memberRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/members',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Register a member of your organisation',
        tags: ['Registries'],
        body: wire.NewMember,
        response: { 201: wire.MemberView },
      },
    },
    async (request, reply) => {
      const member = await registerMember(request.ctx, request.body)
      reply.code(201).header('location', `/v1/members/${member.id}`)
      return wire.viewMember(member)
    },
  )

  app.get(
    '/members',
    {
      config: { access: { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } },
      schema: {
        summary: 'List the members of your organisation',
        tags: ['Registries'],
        querystring: z.strictObject(SyncQuery),
        response: { 200: pageOf(wire.MemberView, 'MemberPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => store.listMembers(tx, ctx.actor.organisationId, keyset)),
        keyset,
        wire.viewMember,
      )
    },
  )

  app.get(
    '/members/:id',
    {
      config: { access: { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } },
      schema: { summary: 'Read a member', tags: ['Registries'], params, response: { 200: wire.MemberView } },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, (tx) => store.getMember(tx, ctx.actor.organisationId, params.id))
      setVersion(reply, row.version)
      return wire.viewMember(row)
    },
  )

  app.patch(
    '/members/:id',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Change a member, or end their membership',
        tags: ['Registries'],
        params,
        body: wire.ChangedMember,
        response: { 200: wire.MemberView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeMember(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      return wire.viewMember(row)
    },
  )
}

const TokenForm = z
  .strictObject({
    grant_type: z.literal('client_credentials'),
    client_id: z.uuid().optional().describe('here or as HTTP Basic'),
    client_secret: z.string().max(200).optional(),
    member: z.uuid().optional().describe("act as this member of the client's organisation"),
    scope: z.string().max(200).optional().describe('fewer scopes than the client has, separated by spaces'),
  })
  .meta({
    id: 'TokenRequest',
    examples: [
      {
        grant_type: 'client_credentials',
        client_id: '01993c7e-0000-7000-8000-000000000006',
        client_secret: 'as-shown-once',
      },
    ],
  })

const TokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('seconds'),
    scope: z.string(),
  })
  .meta({ id: 'Token' })

export const tokenRoute =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/oauth/token',
      {
        config: { access: 'public', rateLimit: { max: 300, timeWindow: '1 minute' } },
        schema: {
          summary: 'Get an access token',
          description: 'RFC 6749 client credentials, as a form or as JSON. The token lasts 15 minutes.',
          tags: ['Tokens'],
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          body: TokenForm,
          response: { 200: TokenAnswer },
        },
      },
      async (request, reply) => {
        const basic = readBasic(request.headers.authorization)
        const answer = await issueToken(services, {
          clientId: basic?.id ?? request.body.client_id ?? '00000000-0000-0000-0000-000000000000',
          clientSecret: basic?.secret ?? request.body.client_secret ?? '',
          member: request.body.member ?? null,
          scope: request.body.scope ?? null,
        })
        reply.header('cache-control', 'no-store')
        return {
          access_token: answer.token,
          token_type: 'Bearer' as const,
          expires_in: answer.expiresIn,
          scope: answer.scope,
        }
      },
    )
  }

function readBasic(header: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic ([\w+/=-]+)$/i.exec(header ?? '')?.[1]
  if (!encoded) return null
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decoded)
  return z.uuid().safeParse(id).success ? { id, secret } : null
}

/** RFC 6749, section 2.3.1: both halves are form-encoded. What is not, is taken as it is and matches nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
