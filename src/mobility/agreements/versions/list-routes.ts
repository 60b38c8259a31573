import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allSides } from '../../../db/sides.ts'
import { reads } from '../../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../../platform/http/language.ts'
import { readKeyset, SyncQuery, syncPageOf } from '../../../platform/http/pages.ts'
import { MobilityFilter } from '../../mobilities/schemas.ts'
import * as wire from '../schemas.ts'
import { listAgreements } from './list-agreements.ts'

/** The agreements of many mobilities at once. */
export const agreementListRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/agreements',
    {
      config: reads('listAgreements', { scope: 'read' }),
      schema: {
        summary: 'List the newest versions of learning agreements',
        description:
          'Of the mobilities that your organisation sends, with `side=hosted` those that it hosts: what many signatures are asked for at once is read at once. A page counts mobilities: it holds fewer where some have no agreement yet.',
        tags: ['Agreements'],
        querystring: z.strictObject({
          ...SyncQuery,
          ...MobilityFilter,
          side: z.enum(allSides).default('sent'),
          ...wire.SentenceLanguage,
        }),
        response: { 200: syncPageOf(wire.AgreementView, 'NewestAgreementPage') },
      },
    },
    async (request) => {
      const { ctx, query } = request
      return listAgreements(ctx, query.side, readKeyset(query), query, chooseSpoken(request))
    },
  )
}
