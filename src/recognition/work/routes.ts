import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { PageQuery, pageOf, readKeyset } from '../../platform/http/pages.ts'
import { listWork } from './list-work.ts'
import { WorkItem } from './schemas.ts'

/** Everything waits since some moment: the list is ordered by it from the beginning of time. */
const beginning = '1970-01-01T00:00:00Z'

export const workRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/work',
    {
      config: reads('listWork', { scope: 'read', person: true }),
      schema: {
        summary: 'List what waits for you, since when and until when',
        description:
          'Across all cases with their appeals, certificates and revocations, and before any case agreements to sign, those that are signed and wait for their case, and memoranda to confirm; what waits longest first. With `view=all` a coordinator, admin or auditor sees all that waits, and for whom. A page counts what was looked at: it may hold fewer while there is a `next`.',
        tags: ['Work'],
        querystring: z.strictObject({
          ...PageQuery,
          view: z.enum(['mine', 'all']).default('mine'),
          ...LanguageQuery,
        }),
        response: { 200: pageOf(WorkItem, 'WorkPage') },
      },
    },
    async (request, reply) => {
      const { ctx, query } = request
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      return listWork(ctx, query.view, readKeyset({ ...query, since: beginning }), language)
    },
  )
}
