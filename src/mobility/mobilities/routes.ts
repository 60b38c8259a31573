import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { allSides } from '../../db/sides.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { stayRoutes } from '../stays/routes.ts'
import { mobilityActions } from './actions.ts'
import { changeMobility } from './change-mobility.ts'
import { registerMobility } from './register-mobility.ts'
import { ChangedMobility, MobilityFilter, MobilityView, NewMobility, viewMobility } from './schemas.ts'
import { getMobility, listMobilities } from './store.ts'

const params = z.object({ id: z.uuid() })

export const mobilityRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(stayRoutes)

  app.post(
    '/mobilities',
    {
      config: does(mobilityActions.registerMobility),
      schema: {
        summary: 'Register a mobility',
        description: 'One learner of your organisation, one hosting organisation, dates and a project code.',
        tags: ['Mobilities'],
        body: NewMobility,
        response: { 201: MobilityView },
      },
    },
    async (request, reply) => {
      const mobility = await registerMobility(request.ctx, request.body)
      reply.code(201).header('location', `/v1/mobilities/${mobility.id}`)
      return viewMobility(mobility)
    },
  )

  app.get(
    '/mobilities',
    {
      config: reads('listMobilities', { scope: 'read' }),
      schema: {
        summary: 'List mobilities',
        description:
          'Those that your organisation sends, with `side=hosted` those that it hosts, with `side=hosted-in-part` those in which it is one of several hosts, or the intermediary.',
        tags: ['Mobilities'],
        querystring: z.strictObject({
          ...SyncQuery,
          ...MobilityFilter,
          side: z.enum(allSides).default('sent'),
        }),
        response: { 200: syncPageOf(MobilityView, 'MobilityPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) =>
        listMobilities(tx, ctx.actor.organisationId, query.side, keyset, query),
      )
      return toPage(rows, keyset, viewMobility)
    },
  )

  app.get(
    '/mobilities/:id',
    {
      config: reads('readMobility', { scope: 'read' }),
      schema: { summary: 'Read a mobility', tags: ['Mobilities'], params, response: { 200: MobilityView } },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, (tx) => getMobility(tx, params.id))
      setVersion(reply, row.version)
      return viewMobility(row)
    },
  )

  app.patch(
    '/mobilities/:id',
    {
      config: does(mobilityActions.changeMobility),
      schema: {
        summary: 'Change a mobility',
        tags: ['Mobilities'],
        params,
        body: ChangedMobility,
        response: { 200: MobilityView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeMobility(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      return viewMobility(row)
    },
  )
}
