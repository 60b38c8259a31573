import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { readRetention } from './read-retention.ts'
import { RetentionView, viewRetention } from './schemas.ts'

export const retentionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/retention',
    {
      config: reads('readRetention', { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] }),
      schema: {
        summary: 'Read how long data are kept, on what ground, and how much is removed when',
        description:
          'Periods and whether anything is removed are set with PATCH /v1/settings. Of open cases and appeals, of certificates that are due and of what may still be contested nothing is counted or removed.',
        tags: ['Registries'],
        querystring: z.strictObject(LanguageQuery),
        response: { 200: RetentionView },
      },
    },
    async (request, reply) => {
      const { ctx } = request
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      const found = await read(ctx, (tx, { organisationId }) => readRetention(tx, organisationId, ctx.now()))
      return viewRetention(found, language)
    },
  )
}
