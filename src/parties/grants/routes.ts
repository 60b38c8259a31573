import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { grantActions } from './actions.ts'
import { confirmGrant, dismissGrant } from './decide-grant.ts'
import { GrantState, GrantView, viewGrant } from './schemas.ts'
import { listGrants } from './store.ts'

const params = z.object({ id: z.uuid() })

export const grantRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/grants',
    {
      config: reads('listGrants', { scope: 'administer', roles: ['admin'] }),
      schema: {
        summary: 'List the rights that wait for a second administrator, or waited',
        tags: ['Registries'],
        querystring: z.strictObject({ ...PageQuery, state: GrantState.optional() }),
        response: { 200: pageOf(GrantView, 'GrantPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => listGrants(tx, ctx.actor.organisationId, keyset, query.state))
      return toPage(rows, keyset, viewGrant)
    },
  )

  app.post(
    '/grants/:id/confirmation',
    {
      config: does(grantActions.confirmGrant),
      schema: {
        summary: 'Confirm a grant of rights as the second administrator',
        description:
          'By another one than asked for it. What a client that named nobody asked for is confirmed by two.',
        tags: ['Registries'],
        params,
        response: { 200: GrantView },
      },
    },
    async ({ ctx, params }) => viewGrant(await confirmGrant(ctx, params.id)),
  )

  app.post(
    '/grants/:id/dismissal',
    {
      config: does(grantActions.dismissGrant),
      schema: {
        summary: 'Reject a grant of rights, or take it back',
        tags: ['Registries'],
        params,
        response: { 200: GrantView },
      },
    },
    async ({ ctx, params }) => viewGrant(await dismissGrant(ctx, params.id)),
  )
}
