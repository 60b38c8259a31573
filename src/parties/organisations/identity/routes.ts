import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { setVersion } from '../../../platform/http/versions.ts'
import { organisationActions } from '../actions.ts'
import { OrganisationView, viewOrganisation } from '../schemas.ts'
import { getOrganisation } from '../store.ts'
import { confirmIdentity } from './confirm-identity.ts'
import * as wire from './schemas.ts'
import { listStatements } from './store.ts'
import { withdrawIdentity } from './withdraw-identity.ts'

const params = z.object({ id: z.uuid() })

export const identityRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/organisations/:id/identity',
    {
      config: { ...does(organisationActions.confirmIdentity), tells: ['ETag'] },
      schema: {
        summary: 'State who an organisation is, and vouch for it',
        description:
          'For whoever runs the service: what identifies an organisation and what it is competent for, with who checked that, how and when. From then on it changes these facts no more itself, and no other one takes a name like its own: letters that look alike, case, marks, spaces and punctuation are not told apart. An Erasmus+ identifier that an organisation had which nobody vouches for is taken from it. The same again changes nothing; each statement is kept.',
        tags: ['Registries'],
        params,
        body: wire.StatedIdentity,
        response: { 200: OrganisationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await confirmIdentity(ctx, params.id, body)
      setVersion(reply, row.version)
      return viewOrganisation(row)
    },
  )

  app.post(
    '/organisations/:id/identity/withdrawal',
    {
      config: { ...does(organisationActions.withdrawIdentity), tells: ['ETag'] },
      schema: {
        summary: 'Withdraw that the identity of an organisation is confirmed',
        tags: ['Registries'],
        params,
        body: wire.WithdrawnIdentity,
        response: { 200: OrganisationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await withdrawIdentity(ctx, params.id, body.reason)
      setVersion(reply, row.version)
      return viewOrganisation(row)
    },
  )

  app.get(
    '/organisations/:id/identity',
    {
      config: reads('readIdentityStatements', { scope: 'read' }),
      schema: {
        summary: 'Read what was stated of who an organisation is, the newest first',
        description: 'The hundred newest statements; the first one holds.',
        tags: ['Registries'],
        params,
        response: {
          200: z.object({ items: z.array(wire.IdentityStatementView) }).meta({ id: 'IdentityStatements' }),
        },
      },
    },
    ({ ctx, params }) =>
      read(ctx, async (tx) => {
        await getOrganisation(tx, params.id)
        return { items: (await listStatements(tx, params.id)).map(wire.viewStatement) }
      }),
  )
}
