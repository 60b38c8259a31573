import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { linkActions } from './actions.ts'
import { endLinksOfPerson, endOneLink } from './end-links.ts'
import * as wire from './schemas.ts'
import { listLinks } from './store.ts'

const params = z.object({ id: z.uuid() })
const beginning = '1970-01-01T00:00:00Z'

export const linkListRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/links',
    {
      config: reads('listLinks', { scope: 'read', roles: ['coordinator', 'admin'] }),
      schema: {
        summary: 'List the links that your organisation has made',
        description:
          'Whose they are and for what, and what became of them. Their addresses are not kept: who lost one is made a new one.',
        tags: ['Links'],
        querystring: wire.LinkQuery,
        response: { 200: pageOf(wire.ListedLinkView, 'LinkPage') },
      },
    },
    async ({ ctx, query }) => {
      const now = ctx.now()
      const { state } = query
      // What runs out is looked for in the order of its ends: so nothing that ended before is passed over again and again.
      const since = { open: now.toISOString(), expired: beginning, used: undefined, ended: undefined }
      const keyset = readKeyset({ ...query, since: state && since[state] })
      const rows = await read(ctx, (tx, actor) => listLinks(tx, actor.organisationId, keyset, query, now))
      return toPage(
        rows.map((row) => ({ ...row, updatedAt: row.expiresAt })),
        keyset,
        wire.viewLink(now),
      )
    },
  )

  app.post(
    '/links/:id/end',
    {
      config: { ...does(linkActions.endLink), bodyOptional: true },
      schema: {
        summary: 'End a link',
        description:
          'It leads nowhere from now on, to what it went on showing neither. Ending it again changes nothing.',
        tags: ['Links'],
        params,
        body: wire.EndOfLinks,
        response: { 200: wire.EndedLinks },
      },
    },
    async ({ ctx, params, body }) => ({ ended: await endOneLink(ctx, params.id, body?.reason ?? null) }),
  )

  app.post(
    '/people/:id/links/end',
    {
      config: { ...does(linkActions.endLinksOfPerson), bodyOptional: true },
      schema: {
        summary: 'End every link of a learner and of their guardian',
        description: 'As when one went to somebody else. New ones can be made at once.',
        tags: ['Links'],
        params,
        body: wire.EndOfLinks,
        response: { 200: wire.EndedLinks },
      },
    },
    async ({ ctx, params, body }) => ({
      ended: await endLinksOfPerson(ctx, params.id, body?.reason ?? null),
    }),
  )
}
