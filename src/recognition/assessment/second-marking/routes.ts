import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { getRecognition } from '../../store.ts'
import { watchers } from '../access.ts'
import { assessmentActions } from '../actions.ts'
import { askSecondMarking } from './ask-second-marking.ts'
import { NewSecondMarking, SecondMarkingView, viewSecondMarking } from './schemas.ts'
import { listSecondMarkings } from './store.ts'

const params = z.object({ id: z.uuid() })

/** Whoever may become a second assessor reads nothing of why one is asked for. */
const blindly = { scope: 'read', roles: watchers, except: ['assessor'] } as const

export const secondMarkingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/second-markings',
    {
      config: does(assessmentActions.askSecondMarking),
      schema: {
        summary: 'Ask for an outcome to be marked a second time',
        tags: ['Assessment'],
        params,
        body: NewSecondMarking,
        response: { 201: SecondMarkingView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewSecondMarking(await askSecondMarking(ctx, params.id, body))
    },
  )

  app.get(
    '/recognitions/:id/second-markings',
    {
      config: reads('listSecondMarkings', blindly),
      schema: {
        summary: 'Read which outcomes are marked a second time, and why',
        description: 'With the number drawn for each. Refused to whoever may become a second assessor.',
        tags: ['Assessment'],
        params,
        response: {
          200: z.object({ items: z.array(SecondMarkingView) }).meta({ id: 'SecondMarkingList' }),
        },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const rows = await listSecondMarkings(tx, params.id)
        if (rows.length === 0) await getRecognition(tx, params.id)
        return { items: rows.map(viewSecondMarking) }
      }),
  )
}
