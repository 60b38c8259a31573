import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import { type FrameworkLibrary, textsIn } from '../../measure/frameworks/framework.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../platform/http/language.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import type { Language } from '../../platform/words/language.ts'
import { ResultQuery, ResultView, viewResult } from './schemas.ts'
import { listResults, type ResultRow } from './store.ts'

/** Whoever may read who the learners are. */
const reading = { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } as const

/** Results are listed by when they were decided, from the beginning of time. */
const beginning = '1970-01-01T00:00:00Z'

export const resultRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/results',
    {
      config: reads('listResults', reading),
      schema: {
        summary: 'List what was decided, learner by learner and competence by competence',
        description:
          'One row for each outcome with a final decision, the earliest first: the level before, the one aimed at, the one shown, the result, and the certificate that says so. Where an appeal changed it, the decision that stands. An outcome that was dropped has none.',
        tags: ['Certificates'],
        querystring: z.strictObject(ResultQuery),
        response: { 200: pageOf(ResultView, 'ResultPage') },
      },
    },
    async (request, reply) => {
      const { ctx, query } = request
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      const keyset = readKeyset({ ...query, since: query.from ?? beginning })
      const rows = await read(ctx, async (tx, actor) => {
        const found = await listResults(tx, actor, query.side, keyset, query)
        await keepReading(
          tx,
          actor,
          found.slice(0, keyset.limit).map(({ decision }) => decision),
          ctx.now(),
        )
        return found
      })
      return toPage(rows, keyset, (row) =>
        viewResult(row, titleOf(ctx.frameworks, row, language), ctx.publicUrl),
      )
    },
  )
}

function titleOf(
  library: FrameworkLibrary,
  { framework, outcome }: ResultRow,
  language: Language,
): string | null {
  const known = library.get(framework)
  return (known && textsIn(known, language).competences[outcome.competence]?.title) ?? null
}
