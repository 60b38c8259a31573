import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { getMember } from '../../../parties/organisations/store.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { assessorActions } from '../actions.ts'
import { authoriseAssessor, revokeAssessor } from './authorise-assessor.ts'
import { AuthorisationView, NewAuthorisation, viewAuthorisation } from './schemas.ts'
import { listAuthorisations } from './store.ts'

const params = z.object({ id: z.uuid() })

export const authorisationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/members/:id/authorisations',
    {
      config: does(assessorActions.authoriseAssessor),
      schema: {
        summary: 'Authorise a member to assess',
        description: 'By a whole framework, one of its areas or one competence, for a period.',
        tags: ['Registries'],
        params: params,
        body: NewAuthorisation,
        response: { 201: AuthorisationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewAuthorisation(await authoriseAssessor(ctx, params.id, body))
    },
  )

  app.get(
    '/members/:id/authorisations',
    {
      config: reads('listAuthorisations', {
        scope: 'read',
        roles: ['coordinator', 'assessor', 'admin', 'auditor'],
      }),
      schema: {
        summary: 'Read what a member is authorised to assess',
        tags: ['Registries'],
        params: params,
        response: {
          200: z.object({ items: z.array(AuthorisationView) }).meta({ id: 'AuthorisationList' }),
        },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const { organisationId } = ctx.actor
        await getMember(tx, organisationId, params.id)
        const rows = await listAuthorisations(tx, organisationId, params.id)
        return { items: rows.map(viewAuthorisation) }
      }),
  )

  app.post(
    '/members/:id/authorisations/:authorisationId/revocation',
    {
      config: does(assessorActions.revokeAuthorisation),
      schema: {
        summary: 'Take an authorisation to assess away',
        description: 'What was marked by it stands.',
        tags: ['Registries'],
        params: params.extend({ authorisationId: z.uuid() }),
        response: { 200: AuthorisationView },
      },
    },
    async ({ ctx, params }) =>
      viewAuthorisation(await revokeAssessor(ctx, params.id, params.authorisationId)),
  )
}
