import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../../platform/http/pages.ts'
import { organisationActions } from '../actions.ts'
import { registerClient } from './register-client.ts'
import { revokeClient } from './revoke-client.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

export const clientRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/clients',
    {
      config: { ...does(organisationActions.registerClient), secretAnswer: true },
      schema: {
        summary: 'Register an API client of your organisation',
        tags: ['Registries'],
        body: wire.NewClient,
        response: { 201: wire.RegisteredClient },
      },
    },
    async (request, reply) => {
      const client = await registerClient(request.ctx, request.body)
      reply.code(201)
      return { ...wire.viewClient(client), secret: client.secret, grantId: client.grantId }
    },
  )

  app.get(
    '/clients',
    {
      config: reads('listClients', { scope: 'administer', roles: ['admin'] }),
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
      config: { ...does(organisationActions.revokeClient), bodyOptional: true },
      schema: {
        summary: 'Revoke an API client',
        description:
          'From the next request on, neither it nor a token that it holds does anything. With `since`, the moment from which it was in the wrong hands, the clients that were made through it since then go with it; that can be asked for later, too.',
        tags: ['Registries'],
        params,
        body: wire.ClientRevocation.nullable(),
        response: { 200: wire.RevokedClient },
      },
    },
    async ({ ctx, params, body }) => {
      const since = body ? new Date(body.since) : null
      const { client, revokedWith } = await revokeClient(ctx, params.id, since)
      const view = (revoked: store.Client) => wire.viewClient({ ...revoked, credentials: [] })
      return { ...view(client), revokedWith: revokedWith.map(view) }
    },
  )
}
