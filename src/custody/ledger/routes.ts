import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { read } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { readKeyset, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { AuditLineView, AuditQuery, viewAuditLine } from './schemas.ts'
import { listAuditLines } from './store.ts'

export const auditRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/audit',
    {
      config: reads('listAuditLines', { scope: 'read', roles: ['auditor', 'admin', 'coordinator'] }),
      schema: {
        summary: 'List what was done',
        description:
          'One line for every change that the clients and people of your organisation made, and for what the hosting organisation’s people did in the cases that you send, the oldest first, or with `after` in the order in which it became visible. Lines are never changed or deleted.',
        tags: ['Audit'],
        querystring: AuditQuery,
        response: { 200: syncPageOf(AuditLineView, 'AuditPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset({ limit: query.limit, cursor: query.cursor, after: query.after })
      const rows = await read(ctx, (tx) => listAuditLines(tx, ctx.actor, keyset, query))
      return toPage(rows, keyset, viewAuditLine)
    },
  )
}
