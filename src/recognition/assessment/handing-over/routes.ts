import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { does } from '../../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../../platform/http/language.ts'
import { assessorActions } from '../actions.ts'
import { handOverWork } from './hand-over-work.ts'
import { HandOverView, NewHandOver } from './schemas.ts'

export const handOverRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/members/:id/hand-over',
    {
      config: does(assessorActions.handOverWork),
      schema: {
        summary: 'Hand the open marking of a member over to another one',
        description:
          'Where somebody falls ill, or leaves. Each assignment is looked at by itself: who goes on has to be authorised and without another part in the case. What was marked stays whose it is; drafts are discarded.',
        tags: ['Assessment'],
        params: z.object({ id: z.uuid() }),
        body: NewHandOver,
        response: { 200: HandOverView },
      },
    },
    async (request, reply) => {
      const language = chooseSpoken(request)
      const { items, more } = await handOverWork(request.ctx, request.params.id, request.body)
      reply.header('content-language', language)
      return {
        items: items.map((item) => ({ ...item, sentence: item.sentence?.(language) ?? null })),
        more,
      }
    },
  )
}
