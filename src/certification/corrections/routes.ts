import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { does } from '../../platform/actions/route-config.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { present } from '../certificates/present-certificate.ts'
import * as wire from '../certificates/schemas.ts'
import { correctionActions } from './actions.ts'
import { confirmCorrection } from './confirm-correction.ts'
import { dismissCorrection } from './dismiss-correction.ts'
import { proposeCorrection } from './propose-correction.ts'
import { NewCorrection } from './schemas.ts'

const params = z.object({ id: z.uuid() })

export const correctionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates/:id/correction',
    {
      bodyLimit: LARGE_BODY,
      config: does(correctionActions.proposeCorrection),
      schema: {
        summary: 'Propose the correction of a certificate',
        description:
          'For facts of the register: put the register right first, then name what the certificate says and what is right. Once a second person confirms, a new certificate of the same decision takes its place; nothing is judged again. Also for one that is revoked, unless for fraud.',
        tags: ['Certificates'],
        params,
        body: NewCorrection,
        response: { 202: wire.CertificateView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(202)
      return present(ctx, await proposeCorrection(ctx, params.id, body))
    },
  )

  app.post(
    '/certificates/:id/correction/confirmation',
    {
      config: { ...does(correctionActions.confirmCorrection), tells: ['Location'] },
      schema: {
        summary: 'Confirm the correction of a certificate',
        description:
          'By another person than the one who proposed it. Answers with the new certificate; the old one is superseded, or stays revoked where it was.',
        tags: ['Certificates'],
        params,
        response: { 201: wire.CertificateView },
      },
    },
    async ({ ctx, params }, reply) => {
      const row = await confirmCorrection(ctx, params.id)
      reply.code(201).header('location', `/v1/certificates/${row.id}`)
      return present(ctx, { ...row, request: null, correction: null })
    },
  )

  app.post(
    '/certificates/:id/correction/dismissal',
    {
      config: does(correctionActions.dismissCorrection),
      schema: {
        summary: 'Dismiss the correction of a certificate',
        description: 'By the person who proposed it, or by an issuer or administrator.',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) => present(ctx, await dismissCorrection(ctx, params.id)),
  )
}
