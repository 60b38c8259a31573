import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import Negotiator from 'negotiator'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import { sendTagged } from '../../platform/http/download.ts'
import { statusListCacheControl } from '../documents/credentials/status-list.ts'
import { type RegistryForm, registryPublisher } from './publish-registry.ts'

const jwtType = 'application/vc+jwt'
const types = ['application/json', 'application/vc', 'application/vc+ld+json', 'application/ld+json', jwtType]

const querystring = z.strictObject({
  page: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('which page; `next` names the one after it'),
})

/** Who issues with this service, who confirmed that they are who they say they are, and what they are competent for. */
export const registryRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const publish = registryPublisher(services)
    const limited = { rateLimit: { max: 600, timeWindow: '1 minute' } }

    async function answer(
      request: FastifyRequest,
      reply: FastifyReply,
      { page, form, type }: { page: number; form: RegistryForm; type: string },
    ) {
      const { body, etag } = await publish(page, form)
      reply.header('cache-control', statusListCacheControl)
      return sendTagged(request, reply, { type, bytes: Buffer.from(body), etag })
    }

    app.get(
      '/.well-known/issuers.json',
      {
        config: { ...publishes('readIssuerRegistry'), ...limited },
        schema: {
          summary: 'Read the registry of issuers, signed by the service',
          description:
            'Every organisation that has issued, or that somebody vouches for: its DID, names, country, identifiers, who confirmed that it is who it says it is, how and when (`confirmed`; null: nobody has), and what it is competent for. A credential with an `eddsa-rdfc-2022` proof, or `vc+jwt` where `Accept` asks for it. At most 200 at once: `next` is where the others are.',
          tags: ['Issuer'],
          querystring,
          produces: types,
          response: { 200: z.any().describe('a signed page of the registry') },
        },
      },
      async (request, reply) => {
        const headers = request.headers as Record<string, string>
        const type = new Negotiator({ headers }).mediaType(types) ?? types[0]!
        reply.header('vary', 'accept')
        return answer(request, reply, { ...request.query, form: type === jwtType ? 'jwt' : 'proof', type })
      },
    )

    app.get(
      '/.well-known/issuers.jwt',
      {
        config: { ...publishes('downloadIssuerRegistry'), ...limited },
        schema: {
          summary: 'Read the registry of issuers as vc+jwt',
          tags: ['Issuer'],
          querystring,
          produces: [jwtType],
          response: { 200: z.string().describe('a signed page of the registry') },
        },
      },
      async (request, reply) => answer(request, reply, { ...request.query, form: 'jwt', type: jwtType }),
    )
  }
