import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import { didDocument, didOf } from '../documents/credentials/did.ts'
import type { statusListPublisher } from '../status-lists/publish-status-list.ts'
import { answerStatusList, statusListTypes } from './answer-status-list.ts'
import { keysCacheControl, viewKey, viewKeySet } from './present-keys.ts'
import { DidDocument, Key, KeySet, keyId } from './schemas.ts'

const id = z.uuid().describe('the organisation')

/** The same of each organisation that issues, below the address that its DID stands for. */
export const organisationIssuerRoutes =
  (services: Services, publish: ReturnType<typeof statusListPublisher>): FastifyPluginAsyncZod =>
  async (app) => {
    const didOfOne = (organisationId: string) => didOf(services.publicUrl, organisationId)
    const keysOf = async (organisationId: string) => {
      const keys = await services.signer.publishedBy(organisationId)
      if (keys.length === 0) throw notFound('issuer')
      return keys
    }

    app.get(
      '/organisations/:id/did.json',
      {
        config: publishes('readOrganisationDid'),
        schema: {
          summary: 'Read the DID document of an organisation that issues',
          description:
            'Where a resolver of `did:web` looks for it. An organisation has a DID from its first certificate on. Retired keys stay in it: what they signed stays checkable.',
          tags: ['Issuer'],
          params: z.object({ id }),
          produces: ['application/did+json'],
          response: { 200: DidDocument },
        },
      },
      async ({ params }, reply) =>
        reply
          .type('application/did+json')
          .header('cache-control', keysCacheControl)
          .send(didDocument(didOfOne(params.id), await keysOf(params.id))),
    )

    app.get(
      '/organisations/:id/jwks.json',
      {
        config: publishes('readOrganisationKeys'),
        schema: {
          summary: 'Read the keys that an organisation signs its certificates with',
          tags: ['Issuer'],
          params: z.object({ id }),
          response: { 200: KeySet },
        },
      },
      async ({ params }, reply) => {
        const keys = await keysOf(params.id)
        reply.header('cache-control', keysCacheControl)
        return viewKeySet(didOfOne(params.id), keys)
      },
    )

    app.get(
      '/organisations/:id/keys/:kid',
      {
        config: publishes('readOrganisationKey'),
        schema: {
          summary: 'Read one key of an organisation as a bare JWK',
          tags: ['Issuer'],
          params: z.object({ id, kid: keyId }),
          response: { 200: Key },
        },
      },
      async ({ params }, reply) => {
        const key = (await keysOf(params.id)).find(({ kid }) => kid === params.kid)
        if (!key) throw notFound('key')
        reply.header('cache-control', keysCacheControl)
        return viewKey(key)
      },
    )

    app.get(
      '/organisations/:id/status-lists/:number',
      {
        config: {
          ...publishes('readOrganisationStatusList'),
          rateLimit: { max: 600, timeWindow: '1 minute' },
        },
        schema: {
          summary: 'Read a status list, signed by its organisation',
          description: 'The same list, in the same forms, as `/v1/status-lists/{list}`.',
          tags: ['Issuer'],
          params: z.object({ id, number: z.string().regex(/^\d{1,6}$/) }),
          produces: statusListTypes,
          response: { 200: z.any().describe('the signed list') },
        },
      },
      (request, reply) => {
        const { id: organisationId, number } = request.params
        return answerStatusList(request, reply, (form) =>
          publish(`${organisationId}.${number}`, form, 'organisation'),
        )
      },
    )
  }
