import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import Negotiator from 'negotiator'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import { sendTagged } from '../../platform/http/download.ts'
import type { PublishedKey } from '../../platform/signing/keys.ts'
import { didDocument, didOf } from '../documents/credentials/did.ts'
import { statusListCacheControl } from '../documents/credentials/status-list.ts'
import { type StatusListForm, statusListPublisher } from '../status-lists/publish-status-list.ts'
import { registryRoutes } from './registry-routes.ts'

/** A key as a JWK; a compromised one names the second from which on it counts no more, as OpenID Federation 1.0 does. */
function viewKey({ jwk, kid, compromisedFrom }: PublishedKey) {
  const revoked = compromisedFrom && { revoked: { revoked_at: Math.floor(compromisedFrom.getTime() / 1000) } }
  return { ...jwk, kid, kty: jwk.kty as string, ...revoked }
}

/** What a verifier needs who does not take our word: the issuer's keys, and the list of what was revoked. */
export const issuerRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const { publicUrl } = services
    const publish = statusListPublisher(services)
    const issuing = async () => {
      await services.signer.refresh()
      return services.signer.published().filter((key) => key.purpose !== 'token')
    }
    const cached = 'public, max-age=300'
    // Wallets and verifiers run in browsers too, on pages of their own.
    app.addHook('onSend', async (_request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    })
    app.register(registryRoutes(services))

    app.get(
      '/.well-known/jwks.json',
      {
        config: publishes('readIssuerKeys'),
        schema: {
          summary: 'Read the keys that certificates are signed with',
          description:
            'Each `kid` is the one that certificates name, so that JOSE libraries find it. Retired keys stay here: what they signed stays checkable.',
          tags: ['Issuer'],
          response: {
            200: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: 'KeySet' }),
          },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', cached)
        const did = didOf(publicUrl)
        return { keys: (await issuing()).map(viewKey).map((key) => ({ ...key, kid: `${did}#${key.kid}` })) }
      },
    )

    app.get(
      '/.well-known/did.json',
      {
        config: publishes('readIssuerDid'),
        schema: {
          summary: "Read the issuer's DID document",
          tags: ['Issuer'],
          produces: ['application/did+json'],
          response: { 200: z.looseObject({ id: z.string() }).meta({ id: 'DidDocument' }) },
        },
      },
      async (_request, reply) =>
        reply
          .type('application/did+json')
          .header('cache-control', cached)
          .send(didDocument(didOf(publicUrl), await issuing())),
    )

    app.get(
      '/keys/:kid',
      {
        config: publishes('readIssuerKey'),
        schema: {
          summary: 'Read one key as a bare JWK',
          tags: ['Issuer'],
          params: z.object({ kid: z.string().regex(/^[\w-]{1,100}$/) }),
          response: { 200: z.looseObject({ kty: z.string() }).meta({ id: 'Key' }) },
        },
      },
      async ({ params }, reply) => {
        const key = (await issuing()).find(({ kid }) => kid === params.kid)
        if (!key) throw notFound('key')
        reply.header('cache-control', cached)
        return viewKey(key)
      },
    )

    app.get(
      '/v1/status-lists/:list',
      {
        config: { ...publishes('readStatusList'), rateLimit: { max: 600, timeWindow: '1 minute' } },
        schema: {
          summary: 'Read a status list, signed',
          description:
            "BitstringStatusListCredential: bit 1 at a certificate's index says it is revoked. As `vc+jwt`, or with an `eddsa-rdfc-2022` proof where `Accept` asks for JSON, or as a Token Status List (`statuslist+jwt`) for wallets.",
          tags: ['Issuer'],
          params: z.object({ list: z.string().regex(/^[0-9a-f-]{36}\.\d{1,6}$/) }),
          produces: statusListTypes,
          response: { 200: z.any().describe('the signed list') },
        },
      },
      async (request, reply) => {
        const headers = request.headers as Record<string, string>
        const type = new Negotiator({ headers }).mediaType(statusListTypes) ?? statusListTypes[0]!
        const form = statusListForms[type] ?? 'proof'
        const { body, etag } = await publish(request.params.list, form)
        reply.header('cache-control', statusListCacheControl).header('vary', 'accept')
        return sendTagged(request, reply, { type, bytes: Buffer.from(body), etag })
      },
    )
  }

const statusListForms: Record<string, StatusListForm> = {
  'application/vc+jwt': 'jwt',
  'application/statuslist+jwt': 'token',
}

const statusListTypes = [
  'application/vc+jwt',
  'application/statuslist+jwt',
  'application/vc+ld+json',
  'application/vc',
  'application/ld+json',
  'application/json',
]
