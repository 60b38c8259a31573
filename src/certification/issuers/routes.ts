import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import { didDocument, didOf } from '../documents/credentials/did.ts'
import { statusListPublisher } from '../status-lists/publish-status-list.ts'
import { answerStatusList, statusListTypes } from './answer-status-list.ts'
import { organisationIssuerRoutes } from './organisation-routes.ts'
import { keysCacheControl, viewKey, viewKeySet } from './present-keys.ts'
import { registryRoutes } from './registry-routes.ts'
import { DidDocument, Key, KeySet, keyId } from './schemas.ts'

/**
 * What a verifier needs who does not take our word: the keys of each issuer, and the list of what was revoked. What stands
 * here is the service's own, which signed all certificates once.
 */
export const issuerRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const { publicUrl } = services
    const publish = statusListPublisher(services)
    const issuing = async () => {
      await services.signer.refresh()
      return services.signer.published().filter((key) => key.purpose !== 'token')
    }
    // Wallets and verifiers run in browsers too, on pages of their own.
    app.addHook('onSend', async (_request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    })
    app.register(registryRoutes(services))
    app.register(organisationIssuerRoutes(services, publish))

    app.get(
      '/.well-known/jwks.json',
      {
        config: publishes('readIssuerKeys'),
        schema: {
          summary: "Read the service's own keys, which earlier certificates are signed with",
          description:
            'Each `kid` is the one that certificates name, so that JOSE libraries find it. Retired keys stay here: what they signed stays checkable. Certificates of today name the keys of their organisation.',
          tags: ['Issuer'],
          response: { 200: KeySet },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', keysCacheControl)
        return viewKeySet(didOf(publicUrl), await issuing())
      },
    )

    app.get(
      '/.well-known/did.json',
      {
        config: publishes('readIssuerDid'),
        schema: {
          summary: "Read the service's own DID document",
          tags: ['Issuer'],
          produces: ['application/did+json'],
          response: { 200: DidDocument },
        },
      },
      async (_request, reply) =>
        reply
          .type('application/did+json')
          .header('cache-control', keysCacheControl)
          .send(didDocument(didOf(publicUrl), await issuing())),
    )

    app.get(
      '/keys/:kid',
      {
        config: publishes('readIssuerKey'),
        schema: {
          summary: "Read one of the service's own keys as a bare JWK",
          tags: ['Issuer'],
          params: z.object({ kid: keyId }),
          response: { 200: Key },
        },
      },
      async ({ params }, reply) => {
        const key = (await issuing()).find(({ kid }) => kid === params.kid)
        if (!key) throw notFound('key')
        reply.header('cache-control', keysCacheControl)
        return viewKey(key)
      },
    )

    app.get(
      '/v1/status-lists/:list',
      {
        config: { ...publishes('readStatusList'), rateLimit: { max: 600, timeWindow: '1 minute' } },
        schema: {
          summary: 'Read a status list, signed by the service',
          description:
            "BitstringStatusListCredential: bit 1 at a certificate's index says it is revoked. As `vc+jwt`, or with an `eddsa-rdfc-2022` proof where `Accept` asks for JSON, or as a Token Status List (`statuslist+jwt`) for wallets. Earlier certificates name this address; those of today name the list of their organisation, which says the same.",
          tags: ['Issuer'],
          params: z.object({ list: z.string().regex(/^[0-9a-f-]{36}\.\d{1,6}$/) }),
          produces: statusListTypes,
          response: { 200: z.any().describe('the signed list') },
        },
      },
      (request, reply) =>
        answerStatusList(request, reply, (form) => publish(request.params.list, form, 'service')),
    )
  }
