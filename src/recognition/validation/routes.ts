import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Context, read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { getRecognition } from '../store.ts'
import { validationActions } from './actions.ts'
import { decide } from './decide.ts'
import { readBasis } from './read-basis.ts'
import { DecisionBasis, DecisionView, NewDecision, viewBasis, viewDecision } from './schemas.ts'
import { listAllDecisions, listDecisions } from './store.ts'

const params = z.object({ id: z.uuid() })
const DecisionList = z
  .object({
    items: z.array(DecisionView).describe('the decisions that stand'),
    earlier: z.array(DecisionView).describe('those that an appeal has superseded'),
  })
  .meta({ id: 'DecisionList' })

async function present(ctx: Context, recognitionId: string) {
  return read(ctx, async (tx) => {
    await getRecognition(tx, recognitionId)
    const standing = await listDecisions(tx, recognitionId)
    const earlier = (await listAllDecisions(tx, recognitionId)).filter(
      (one) => !standing.some((other) => other.id === one.id),
    )
    return { items: standing.map(viewDecision), earlier: earlier.map(viewDecision) }
  })
}

export const validationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/decision',
    {
      config: does(validationActions.decideOutcomes),
      schema: {
        summary: 'Decide on outcomes, finally',
        description:
          'Only a validator of the awarding (sending) organisation decides, and nobody who mentored or marked.',
        tags: ['Validation'],
        params,
        body: NewDecision,
        response: { 201: DecisionList },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decide(ctx, params.id, body)
      reply.code(201)
      return present(ctx, params.id)
    },
  )

  app.get(
    '/recognitions/:id/decision',
    {
      config: reads('readDecisions', { scope: 'read' }),
      schema: {
        summary: 'Read the decisions of a recognition',
        tags: ['Validation'],
        params,
        response: { 200: DecisionList },
      },
    },
    async ({ ctx, params }) => present(ctx, params.id),
  )

  app.get(
    '/recognitions/:id/decision-basis',
    {
      config: does(validationActions.readDecisionBasis),
      schema: {
        summary: 'Read what a decision rests on',
        description:
          'For each outcome: target, level and why, evidence, every marking; and the deviations from the agreement. An assessor who took no part reads it only to decide on the case or to hear an appeal, and then marks no appeal of it.',
        tags: ['Validation'],
        params,
        response: { 200: DecisionBasis },
      },
    },
    async ({ ctx, params }) => viewBasis(await readBasis(ctx, params.id)),
  )
}
