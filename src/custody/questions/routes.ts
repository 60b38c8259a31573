import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { questionActions } from './actions.ts'
import { answerQuestion } from './answer-question.ts'
import * as wire from './schemas.ts'
import { listQuestions } from './store.ts'

export { questionPages } from './page-routes.ts'

export const questionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/questions',
    {
      config: reads('listQuestions', { scope: 'read', roles: ['admin', 'coordinator', 'auditor'] }),
      schema: {
        summary: 'List what learners and guardians asked on their pages',
        tags: ['Registries'],
        querystring: wire.QuestionQuery,
        response: { 200: pageOf(wire.QuestionView, 'QuestionPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return read(ctx, async (tx, actor) => {
        const rows = await listQuestions(tx, actor.organisationId, keyset, query)
        return toPage(rows, keyset, wire.viewQuestion)
      })
    },
  )

  app.post(
    '/questions/:id/answer',
    {
      config: does(questionActions.recordAnswer),
      schema: {
        summary: 'Answer what a learner or guardian asked on their page',
        description:
          'They read it there. Where they have an address, a message says that there is an answer.',
        tags: ['Registries'],
        params: z.object({ id: z.uuid() }),
        body: wire.QuestionAnswer,
        response: { 200: wire.QuestionView },
      },
    },
    async ({ ctx, params, body }) => wire.viewQuestion(await answerQuestion(ctx, params.id, body.answer)),
  )
}
