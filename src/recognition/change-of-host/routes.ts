import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { MobilityView, viewMobility } from '../../mobility/mobilities/schemas.ts'
import { does } from '../../platform/actions/route-config.ts'
import { longText } from '../../platform/http/texts.ts'
import { setVersion } from '../../platform/http/versions.ts'
import { stayAttestationRoutes } from '../stays/routes.ts'
import { hostActions } from './actions.ts'
import { changeHost } from './change-host.ts'

const params = z.object({ id: z.uuid() })

const ChangedHost = z.strictObject({ hostingOrganisationId: z.uuid(), reason: longText(1000) }).meta({
  id: 'ChangedHost',
  examples: [
    { hostingOrganisationId: '01993c7e-0000-7000-8000-000000000002', reason: 'The host has closed.' },
  ],
})

export const hostRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(stayAttestationRoutes)

  app.put(
    '/mobilities/:id/host',
    {
      config: { ...does(hostActions.changeHost), tells: ['ETag'] },
      schema: {
        summary: 'Change the host of a mobility, before anything was attested',
        description:
          'The former host no longer sees it; what it signed stays on record with you. Agree anew with the new one: a case goes to them once it follows what they have agreed.',
        tags: ['Mobilities'],
        params,
        body: ChangedHost,
        response: { 200: MobilityView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await changeHost(ctx, params.id, body)
      setVersion(reply, row.version)
      return viewMobility(row)
    },
  )
}
