import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { chooseSpoken } from '../../platform/http/language.ts'
import { type LoadedCase, standingDecisions, supersededDecisions } from '../case.ts'
import { loadCaseFor } from '../load-case.ts'
import { validationActions } from './actions.ts'
import { decide } from './decide.ts'
import { readBasis } from './read-basis.ts'
import { DecisionBasis, DecisionView, NewDecision, viewBasis, viewDecision } from './schemas.ts'

const params = z.object({ id: z.uuid() })
const DecisionList = z
  .object({
    items: z.array(DecisionView).describe('the decisions that stand'),
    earlier: z.array(DecisionView).describe('those that an appeal has superseded'),
  })
  .meta({ id: 'DecisionList' })

const present = (loaded: LoadedCase) => ({
  items: standingDecisions(loaded).map(viewDecision),
  earlier: supersededDecisions(loaded).map(viewDecision),
})

export const validationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/decision',
    {
      // What was read for it, where it comes in a batch, may have changed.
      config: { ...does(validationActions.decideOutcomes), also: [412] },
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
      reply.code(201)
      return present(await decide(ctx, params.id, body))
    },
  )

  app.get(
    '/recognitions/:id/decision',
    {
      config: reads('readDecisions', { scope: 'read' }),
      schema: {
        summary: 'Read the decisions of a recognition',
        description:
          'Refused to an assessor who had no part in it and may yet be asked to mark it in an appeal.',
        tags: ['Validation'],
        params,
        response: { 200: DecisionList },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const { loaded, isBlind } = await loadCaseFor(tx, actor, params.id, ctx.now())
        assertNotBlind(isBlind)
        return present(loaded)
      }),
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
    async (request, reply) => {
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      return viewBasis(await readBasis(request.ctx, request.params.id), language)
    },
  )
}
