import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { does } from '../../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../../platform/http/language.ts'
import { agreementActions } from '../actions.ts'
import { readAgreement } from '../read-agreement.ts'
import { AgreementView, SentenceLanguage } from '../schemas.ts'
import { confirmSlip, proposeSlip } from './say-slip.ts'
import * as wire from './schemas.ts'

const params = z.object({ id: z.uuid() })

export const slipRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/agreement/slips',
    {
      config: does(agreementActions.proposeSlip),
      schema: {
        summary: 'Say that something signed was a slip, which the other organisation confirms',
        description:
          'For a typing error that was signed and has been corrected in the register since: instead of signing anew. It names the fields; their values are those that were signed and those of the register. Nothing follows from it until the other organisation has confirmed it.',
        tags: ['Agreements'],
        params,
        querystring: z.strictObject(SentenceLanguage),
        body: wire.NewSlip,
        response: { 201: AgreementView },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request
      const version = await proposeSlip(ctx, params.id, body)
      reply.code(201)
      return readAgreement(ctx, version, chooseSpoken(request))
    },
  )

  app.post(
    '/mobilities/:id/agreement/slips/:slip/confirmation',
    {
      config: does(agreementActions.confirmSlip),
      schema: {
        summary: 'Confirm that what the other organisation says was a slip',
        description:
          'From then on the agreement counts as if it had been signed with the new values, for exactly these. Another change makes it outdated again.',
        tags: ['Agreements'],
        params: wire.SlipParams,
        querystring: z.strictObject(SentenceLanguage),
        response: { 200: AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      return readAgreement(ctx, await confirmSlip(ctx, params.id, params.slip), chooseSpoken(request))
    },
  )
}
