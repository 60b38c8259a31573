import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { setVersion } from '../../platform/http/versions.ts'
import { getMobility } from '../mobilities/store.ts'
import { stayActions } from './actions.ts'
import { recordStays } from './record-stays.ts'
import * as wire from './schemas.ts'
import { listStays } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Mobilities']

/** The parts of a mobility with several hosts, or an intermediary. */
export const stayRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/mobilities/:id/stays',
    {
      config: { ...does(stayActions.recordStays), tells: ['ETag'] },
      schema: {
        summary: 'Record who hosts which days of a mobility',
        description:
          'Where it has several hosts, or an intermediary. Each of them sees it as its host does, and attests its own days. What was attested stays. What was signed says the parts, and is agreed anew when they change. Refused once the case is closed, or a certificate says them.',
        tags,
        params,
        body: wire.NewStays,
        response: { 200: wire.StaysView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const wanted = body.stays.map(({ organisationId, role, startsOn = null, endsOn = null }) => ({
        hostingOrganisationId: organisationId,
        role,
        startsOn,
        endsOn,
      }))
      const { mobility, stays } = await recordStays(ctx, params.id, wanted)
      setVersion(reply, mobility.version)
      return wire.viewStays(stays)
    },
  )

  app.get(
    '/mobilities/:id/stays',
    {
      config: { ...reads('readStays', { scope: 'read' }), tells: ['ETag'] },
      schema: {
        summary: 'Read who hosts which days of a mobility',
        description: 'None where its host hosts all of it.',
        tags,
        params,
        response: { 200: wire.StaysView },
      },
    },
    async ({ ctx, params }, reply) => {
      const { mobility, stays } = await read(ctx, async (tx) => ({
        mobility: await getMobility(tx, params.id),
        stays: await listStays(tx, params.id),
      }))
      setVersion(reply, mobility.version)
      return wire.viewStays(stays)
    },
  )
}
