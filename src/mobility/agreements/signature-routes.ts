import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { holderIn } from '../../parties/people/schemas.ts'
import { does } from '../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../platform/http/language.ts'
import { agreementActions } from './actions.ts'
import { makeSigningLink } from './make-signing-link.ts'
import { readAgreement } from './read-agreement.ts'
import * as wire from './schemas.ts'
import { signAgreement } from './sign-agreement.ts'

const params = z.object({ id: z.uuid() })

export const signatureRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/agreement/signatures',
    {
      // Another version is the newest meanwhile.
      config: { ...does(agreementActions.signAgreement), also: [412] },
      schema: {
        summary: 'Sign the learning agreement for your organisation',
        tags: ['Agreements'],
        params,
        body: wire.NewSignature,
        response: { 201: wire.AgreementView },
      },
    },
    async (request, reply) => {
      const version = await signAgreement(request.ctx, request.params.id, request.body.hash)
      reply.code(201)
      return readAgreement(request.ctx, version, chooseSpoken(request))
    },
  )

  app.post(
    '/mobilities/:id/agreement/links',
    {
      config: { ...does(agreementActions.makeSigningLink), secretAnswer: true },
      schema: {
        summary: 'Make a link through which the learner or a guardian signs',
        description:
          'Hand the address over yourself, or have it sent by mail: `deliver`. It opens a page in Latvian or English and works once.',
        tags: ['Agreements'],
        params,
        body: wire.NewLink,
        response: { 201: wire.LinkView, 202: QueuedLinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makeSigningLink(ctx, params.id, holderIn(body), body.deliver)
      reply.code('url' in link ? 201 : 202)
      return link
    },
  )
}
