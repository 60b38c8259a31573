import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { chooseLanguage } from '../../platform/http/language.ts'
import { PageQuery, pageOf } from '../../platform/http/pages.ts'
import { type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { FrameworkParams, known, language, noFramework, open, tags } from '../frameworks/open-data.ts'
import { keepIndexes } from '../frameworks/search/keep-indexes.ts'
import { search } from '../frameworks/search/search.ts'
import { say } from '../frameworks/words.ts'
import { prepare, sendAnswer } from './answer.ts'
import { describeHit } from './describe-hit.ts'
import { pageOfItems } from './list-items.ts'
import { SearchHit } from './schemas.ts'

/** Full-text search, in the language of the answer. */
export const searchRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const indexOf = keepIndexes(library)

    app.get(
      '/frameworks/:id/search',
      {
        ...open('searchFramework'),
        schema: {
          summary: 'Search a framework',
          description:
            'Finds what holds every word of `q`, or as many as can be: in any of its forms, with or without diacritics, as the beginning of a word, or in other words of the field for the same thing (file, datne, fails); where nothing has a word, what differs from it by a slip. A code or number finds what is called so. Titles come before statements, these before examples. Searches the texts of one language, that of the answer, with tags and facets.',
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
        const framework = known(library, request.params.id, noFramework)
        const { q, limit, cursor } = request.query
        const chosen = chooseLanguage(request, languagesOf(framework))
        const hits = search(indexOf(framework.id, chosen), q)
        if (hits === null) {
          throw new Refusal('bad-input', say('nothing-to-search'), [
            { in: 'query', pointer: '/q', detail: say('no-word') },
          ])
        }
        const items = hits.map((found) => ({
          key: `${found.entry.kind} ${found.entry.id}`,
          fields: {},
          found,
        }))
        const { items: shown, next } = pageOfItems(items, { limit, cursor, filters: {} })
        const body = JSON.stringify({ items: shown.map(({ found }) => describeHit(found)), next })
        return sendAnswer(request, reply, prepare(body, chosen))
      },
    )
  }
