import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { stayActions } from '../../mobility/stays/actions.ts'
import * as wire from '../../mobility/stays/schemas.ts'
import { does } from '../../platform/actions/route-config.ts'
import { attestStay } from './attest-stay.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Mobilities']

/** The days of a part of a mobility, attested by the organisation whose part it is. */
export const stayAttestationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/stays/:stay/attestation',
    {
      config: does(stayActions.attestStay),
      schema: {
        summary: 'Attest the days of a part of a mobility',
        description: 'By the organisation whose part it is. What was said last holds.',
        tags,
        params: params.extend({ stay: z.uuid() }),
        body: wire.NewStayAttestation,
        response: { 201: wire.StayAttestationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewStayAttestation(await attestStay(ctx, params.id, params.stay, body))
    },
  )
}
