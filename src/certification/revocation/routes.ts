import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { does } from '../../platform/actions/route-config.ts'
import { reference } from '../../platform/words/language.ts'
import { present } from '../certificates/present-certificate.ts'
import * as wire from '../certificates/schemas.ts'
import { revocationActions, waysOn } from './actions.ts'
import { confirmRevocation, dismissRevocation } from './decide-revocation.ts'
import { requestRevocation } from './request-revocation.ts'

const params = z.object({ id: z.uuid() })

const waysOnByReason = Object.entries(waysOn)
  .map(([reason, said]) => `- \`${reason}\`: ${said(reference)}`)
  .join('\n')

export const revocationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates/:id/revocation',
    {
      config: does(revocationActions.requestRevocation),
      schema: {
        summary: 'Ask for a certificate to be revoked',
        description: `It stays valid until a second person confirms. What can be done afterwards, by the reason:\n\n${waysOnByReason}`,
        tags: ['Certificates'],
        params,
        body: wire.NewRevocation,
        response: { 202: wire.CertificateView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(202)
      return present(ctx, await requestRevocation(ctx, params.id, body.reason))
    },
  )

  app.post(
    '/certificates/:id/revocation/confirmation',
    {
      config: does(revocationActions.confirmRevocation),
      schema: {
        summary: 'Confirm the revocation of a certificate',
        description: 'By another person than the one who asked for it. Cannot be undone.',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) => present(ctx, await confirmRevocation(ctx, params.id)),
  )

  app.post(
    '/certificates/:id/revocation/dismissal',
    {
      config: does(revocationActions.dismissRevocation),
      schema: {
        summary: 'Dismiss a request for revocation',
        description: 'By the person who asked for it, or by one who could confirm it.',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) => present(ctx, await dismissRevocation(ctx, params.id)),
  )
}
