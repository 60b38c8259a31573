import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sentOrHosted } from '../../db/sides.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { listBases, listMarkings } from './list-to-judge.ts'
import * as wire from './schemas.ts'

export const toJudgeRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/marking-sheets',
    {
      config: reads('listMarkingSheets', { scope: 'read', roles: ['assessor'], person: true }),
      schema: {
        summary: 'List all that lies before you to be marked, case by case',
        description:
          'For each case in assessment that you are assigned to: its outcomes with their criteria, every piece of evidence, and the hash of it. A case that you have marked is left out, until there is more of it for you to mark.',
        tags: ['Assessment'],
        querystring: z.strictObject(wire.JudgingQuery),
        response: { 200: pageOf(wire.SheetOfCase, 'MarkingSheetPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const { items, next } = toPage(await listMarkings(ctx, keyset, query), keyset, (row) =>
        row.shown ? wire.viewSheetOfCase(row, row.shown) : null,
      )
      return { items: items.filter((sheet) => sheet !== null), next }
    },
  )

  app.get(
    '/decision-bases',
    {
      config: reads('listDecisionBases', { scope: 'read', roles: ['validator', 'issuer', 'auditor'] }),
      schema: {
        summary: 'List what the decisions rest on that wait to be made, case by case',
        description:
          'Of each case in validation what `GET /v1/recognitions/{id}/decision-basis` answers. A case whose marks are closed to you is left out: a page may hold fewer while there is a `next`.',
        tags: ['Validation'],
        querystring: z.strictObject({
          ...wire.JudgingQuery,
          side: z.enum(sentOrHosted).default('sent'),
          ...LanguageQuery,
        }),
        response: { 200: pageOf(wire.BasisOfCase, 'DecisionBasisPage') },
      },
    },
    async (request, reply) => {
      const { ctx, query } = request
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      const keyset = readKeyset(query)
      const { items, next } = toPage(await listBases(ctx, keyset, query), keyset, (row) =>
        row.shown ? wire.viewBasisOf(row, row.shown, language) : null,
      )
      return { items: items.filter((basis) => basis !== null), next }
    },
  )
}
