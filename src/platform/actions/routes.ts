import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { sha256 } from '../hash.ts'
import { sendTagged } from '../http/download.ts'
import { chooseLanguage, LanguageQuery } from '../http/language.ts'
import { type Language, spoken } from '../words/language.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Action } from './action.ts'
import { publishes } from './route-config.ts'
import { ActionList, viewAction } from './schemas.ts'

/** The table of actions, for whoever builds upon it; what is said is made once for each language. */
export function actionRoutes(
  actions: readonly Action[],
  titleOf: (action: Action) => Sentence,
): FastifyPluginAsyncZod {
  const answers = new Map(spoken.map((language) => [language, answerIn(language)]))

  function answerIn(language: Language) {
    const items = actions.map((action) => viewAction(action, titleOf(action), language))
    const bytes = Buffer.from(JSON.stringify({ items }))
    return { type: 'application/json; charset=utf-8', bytes, etag: `"${sha256(bytes)}"` }
  }

  return async (app) => {
    app.get(
      '/actions',
      {
        config: publishes('listActions', { scope: 'read' }),
        schema: {
          summary: 'List everything that can be done: by whom, with what, from which state',
          description:
            'The table by which the service itself decides. What a caller may do with one case or appeal now, that case or appeal says in its `actions`.',
          tags: ['Actions'],
          querystring: z.strictObject({
            lang: LanguageQuery.lang.describe(
              'language of titles, labels and sentences; Accept-Language when left out',
            ),
          }),
          response: { 200: ActionList },
        },
      },
      async (request, reply) => {
        // Nothing is read of them, but whose right was taken away is shown nothing.
        await read(request.ctx, async () => {})
        const language = chooseLanguage(request, spoken)
        reply.headers({
          'content-language': language,
          'cache-control': 'private, max-age=300',
          vary: 'accept-language',
        })
        return sendTagged(request, reply, answers.get(language)!)
      },
    )
  }
}
