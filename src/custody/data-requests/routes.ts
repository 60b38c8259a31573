import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { todayFor } from '../../platform/auth/access.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { dataRequestActions } from './actions.ts'
import { answerDataRequest } from './answer-data-request.ts'
import { extendDataRequest } from './extend-data-request.ts'
import { recordDataRequest } from './record-data-request.ts'
import * as wire from './schemas.ts'
import { listDataRequests } from './store.ts'

export { dataRequestPages } from './page-routes.ts'

const params = z.object({ id: z.uuid() })

export const dataRequestRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people/:id/data-requests',
    {
      config: does(dataRequestActions.recordDataRequest),
      schema: {
        summary: 'Record what a person asked for about their data',
        description:
          'However they asked. It is due a month after it was received (Article 12(3) GDPR) and stands in the work list until it is answered.',
        tags: ['Registries'],
        params,
        body: wire.NewDataRequest,
        response: { 201: wire.DataRequestView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const recorded = await recordDataRequest(ctx, params.id, body)
      return reply.code(201).send(wire.viewDataRequest(recorded))
    },
  )

  app.get(
    '/data-requests',
    {
      config: reads('listDataRequests', { scope: 'read', roles: ['admin', 'coordinator', 'auditor'] }),
      schema: {
        summary: 'List what people asked for about their data',
        tags: ['Registries'],
        querystring: wire.DataRequestQuery,
        response: { 200: pageOf(wire.DataRequestView, 'DataRequestPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return read(ctx, async (tx, actor) => {
        const rows = await listDataRequests(tx, actor.organisationId, keyset, query)
        const today = todayFor(actor, ctx.now())
        return toPage(rows, keyset, (row) => wire.viewDataRequest({ row, today }))
      })
    },
  )

  app.post(
    '/data-requests/:id/extension',
    {
      config: does(dataRequestActions.extendDataRequest),
      schema: {
        summary: 'Take two months more for a request, which the person was told with the reason',
        description: 'Once, and within the first month.',
        tags: ['Registries'],
        params,
        body: wire.Extension,
        response: { 200: wire.DataRequestView },
      },
    },
    async ({ ctx, params, body }) => wire.viewDataRequest(await extendDataRequest(ctx, params.id, body)),
  )

  app.post(
    '/data-requests/:id/answer',
    {
      config: does(dataRequestActions.recordDataAnswer),
      schema: {
        summary: 'Close a request with what the person was told',
        description:
          '`done` of access and portability needs that GET /v1/people/{id}/data was asked for since, of erasure that the person was erased.',
        tags: ['Registries'],
        params,
        body: wire.DataAnswer,
        response: { 200: wire.DataRequestView },
      },
    },
    async ({ ctx, params, body }) => wire.viewDataRequest(await answerDataRequest(ctx, params.id, body)),
  )
}
