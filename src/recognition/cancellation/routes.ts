import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { MobilityView, viewMobility } from '../../mobility/mobilities/schemas.ts'
import { does } from '../../platform/actions/route-config.ts'
import { longText } from '../../platform/http/texts.ts'
import { setVersion } from '../../platform/http/versions.ts'
import { cancellationActions } from './actions.ts'
import { cancelMobility, reinstateMobility } from './cancel-mobility.ts'

const params = z.object({ id: z.uuid() })

const NewCancellation = z
  .strictObject({ reason: longText(1000) })
  .meta({ id: 'NewCancellation', examples: [{ reason: 'The host has closed.' }] })

export const cancellationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/cancellation',
    {
      config: { ...does(cancellationActions.cancelMobility), tells: ['ETag'] },
      schema: {
        summary: 'Cancel a mobility that does not take place',
        description:
          'What was signed and done stays and can be read. An open case is withdrawn, open links end, and nothing more is drafted, signed or opened. Both organisations see the reason. Once a certificate was issued, that is revoked or corrected instead.',
        tags: ['Mobilities'],
        params,
        body: NewCancellation,
        response: { 200: MobilityView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await cancelMobility(ctx, params.id, body.reason)
      setVersion(reply, row.version)
      return viewMobility(row)
    },
  )

  app.post(
    '/mobilities/:id/reinstatement',
    {
      config: { ...does(cancellationActions.reinstateMobility), tells: ['ETag'] },
      schema: {
        summary: 'Take the cancelling of a mobility back, within the day it was made',
        description: 'The case that was withdrawn by it stands where it stood. Links are made anew.',
        tags: ['Mobilities'],
        params,
        response: { 200: MobilityView },
      },
    },
    async ({ ctx, params }, reply) => {
      const row = await reinstateMobility(ctx, params.id)
      setVersion(reply, row.version)
      return viewMobility(row)
    },
  )
}
