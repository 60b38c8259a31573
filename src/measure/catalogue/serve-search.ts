import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { chooseLanguage } from '../../platform/http/language.ts'
import { PageQuery, pageOf } from '../../platform/http/pages.ts'
import { type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { FrameworkParams, known, language, open, tags } from '../frameworks/open-data.ts'
import { indexFramework, search } from '../frameworks/search-index.ts'
import { prepare, sendAnswer } from './answer.ts'
import { pageOfItems } from './list-items.ts'
import { SearchHit } from './schemas.ts'

/** Full-text search, in the language of the answer. The index is made once, at start. */
export const searchRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const indexes = new Map(
      [...library.values()].map((one) => [
        one.id,
        new Map(languagesOf(one).map((spoken) => [spoken, indexFramework(one, spoken)])),
      ]),
    )

    app.get(
      '/frameworks/:id/search',
      {
        ...open('searchFramework'),
        schema: {
          summary: 'Search a framework',
          description:
            'Finds what holds every word of `q` in any of its forms, with or without diacritics, and words that begin with it; best first. Searches the texts of one language: that of the answer.',
          tags,
          params: FrameworkParams,
          querystring: z.strictObject({
            q: z.string().trim().min(1).max(100).describe('words, or a code'),
            ...language,
            ...PageQuery,
          }),
          response: { 200: pageOf(SearchHit, 'SearchPage') },
        },
      },
      async (request, reply) => {
        const byLanguage = known(indexes, request.params.id, 'framework')
        const { q, limit, cursor } = request.query
        const chosen = chooseLanguage(request, [...byLanguage.keys()])
        const hits = search(byLanguage.get(chosen)!, q)
        if (hits === null) {
          throw new Refusal('bad-input', 'There is nothing to search for.', [
            { in: 'query', pointer: '/q', detail: 'has no word in it' },
          ])
        }
        const items = hits.map(({ score: _, ...view }) => ({
          key: `${view.kind} ${view.id}`,
          fields: {},
          view,
        }))
        const { items: shown, next } = pageOfItems(items, { limit, cursor, filters: {} })
        const body = JSON.stringify({ items: shown.map(({ view }) => view), next })
        return sendAnswer(request, reply, prepare(body, chosen))
      },
    )
  }
