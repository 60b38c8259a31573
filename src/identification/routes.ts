import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { OutcomeView, viewOutcome } from '../recognitions/schemas.ts'
import { addOutcome } from './add-outcome.ts'
import { claimOutcome } from './claim-outcome.ts'
import { AdditionalOutcome, Claim } from './schemas.ts'

const access = { scope: 'recognise', roles: ['coordinator'], person: true } as const

export const identificationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/outcomes',
    {
      config: { access },
      schema: {
        summary: 'Add an outcome that was not planned',
        tags: ['Identification'],
        params: z.object({ id: z.uuid() }),
        body: AdditionalOutcome,
        response: { 201: OutcomeView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewOutcome(await addOutcome(ctx, params.id, body))
    },
  )

  app.put(
    '/recognitions/:id/outcomes/:competence/claim',
    {
      config: { access },
      schema: {
        summary: 'Claim an outcome, or drop it with a reason',
        tags: ['Identification'],
        params: z.object({ id: z.uuid(), competence: z.string().min(1).max(20) }),
        body: Claim,
        response: { 200: OutcomeView },
      },
    },
    async ({ ctx, params, body }) => viewOutcome(await claimOutcome(ctx, params.id, params.competence, body)),
  )
}
