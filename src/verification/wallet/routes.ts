import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { issuerAddress } from '../../certification/documents/credentials/did.ts'
import type { Services } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { does, publishes, reads } from '../../platform/actions/route-config.ts'
import { answerError, refusalIn } from '../../platform/http/problems.ts'
import { walletActions } from './actions.ts'
import { issueToWallet } from './issue-to-wallet.ts'
import { describeIssuer, preAuthorised } from './issuer.ts'
import { makeNonce } from './nonce.ts'
import { offerCredential } from './offer-credential.ts'
import { redeemOffer } from './redeem-offer.ts'
import * as wire from './schemas.ts'
import { WalletRefusal } from './wallet-refusal.ts'

export { walletHolderRoutes } from './holder-routes.ts'

const tags = ['Wallet (experimental)']

export const offerRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates/:id/credential-offers',
    {
      config: { ...does(walletActions.offerCredential), secretAnswer: true },
      schema: {
        summary: 'Offer a certificate to an EUDI wallet',
        description:
          'Experimental. Hand the address over to the learner: who opens it first within ten minutes gets the credential. With `pin=true` only whoever gives the PIN of the answer, too: tell it to the learner apart from the address. After five tries the offer is good for nothing.',
        tags,
        params: z.object({ id: z.uuid() }),
        querystring: wire.OfferQuery,
        response: { 201: wire.OfferView },
      },
    },
    async ({ ctx, params, query }, reply) => {
      reply.code(201)
      return offerCredential(ctx, params.id, query.pin === 'true')
    },
  )
}

/** What a wallet talks to: OpenID4VCI 1.0 with pre-authorised code. */
export const walletRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { rateLimit: { max: 60, timeWindow: '1 minute' } } as const
    const { credentialIssuer, authorizationServer } = describeIssuer(services.publicUrl)
    const wellKnown = {
      'openid-credential-issuer': ['readWalletIssuer', 'Read what wallets can be given', credentialIssuer],
      'oauth-authorization-server': [
        'readWalletTokenServer',
        'Read where wallets get their tokens',
        authorizationServer,
      ],
      'jwt-vc-issuer': [
        'readWalletKeys',
        'Read where the keys of wallet credentials are',
        { issuer: services.publicUrl, jwks_uri: `${services.publicUrl}/.well-known/jwks.json` },
      ],
    } as const
    app.setErrorHandler(answerWallet)

    for (const [name, [operation, summary, document]] of Object.entries(wellKnown)) {
      app.get(
        `/.well-known/${name}`,
        {
          config: { ...config, ...publishes(operation) },
          schema: { summary, tags, response: { 200: z.looseObject({}) } },
        },
        async () => document,
      )
    }

    app.get(
      '/.well-known/jwt-vc-issuer/organisations/:id',
      {
        config: { ...config, ...publishes('readOrganisationWalletKeys') },
        schema: {
          summary: 'Read where the keys of an organisation’s wallet credentials are',
          tags,
          params: z.object({ id: z.uuid() }),
          response: { 200: z.looseObject({}), 400: wire.WalletError },
        },
      },
      async ({ params }) => {
        const issuer = issuerAddress(services.publicUrl, params.id)
        if ((await services.signer.publishedBy(params.id)).length === 0) throw notFound('issuer')
        return { issuer, jwks_uri: `${issuer}/jwks.json` }
      },
    )

    app.post(
      '/wallet/token',
      {
        config: { ...config, ...does(walletActions.redeemOffer) },
        schema: {
          summary: 'Get an access token for a pre-authorised code',
          tags,
          consumes: ['application/x-www-form-urlencoded'],
          body: wire.WalletTokenRequest,
          response: { 200: wire.TokenResponse, 400: wire.WalletError },
        },
      },
      async ({ body, id }, reply) => {
        if (body.grant_type !== preAuthorised)
          throw new WalletRefusal('unsupported_grant_type', `Only ${preAuthorised} is taken.`)
        const { token, seconds } = await redeemOffer(
          services,
          body['pre-authorized_code'] ?? '',
          body.tx_code,
          id,
        )
        reply.header('cache-control', 'no-store')
        return { access_token: token, token_type: 'Bearer' as const, expires_in: seconds }
      },
    )

    app.post(
      '/wallet/nonce',
      {
        config: { ...config, ...reads('requestNonce', 'public') },
        schema: {
          summary: "Get a nonce for a wallet's proof",
          tags,
          response: {
            200: z.object({ c_nonce: z.string() }).meta({ id: 'WalletNonce' }),
            400: wire.WalletError,
          },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', 'no-store')
        return { c_nonce: await makeNonce(services) }
      },
    )

    app.post(
      '/wallet/credential',
      {
        config: { ...config, ...does(walletActions.issueToWallet) },
        schema: {
          summary: 'Get the learning credential into a wallet',
          tags,
          body: wire.CredentialRequest,
          response: { 200: wire.CredentialResponse, 400: wire.WalletError, 401: wire.WalletError },
        },
      },
      async ({ body, headers, id }, reply) => {
        const token = /^Bearer ([\w-]{43})$/i.exec(headers.authorization ?? '')?.[1]
        if (!token) throw new WalletRefusal('invalid_token', 'An access token is needed.')
        const credential = await issueToWallet(services, token, body, id)
        reply.header('cache-control', 'no-store')
        return { credentials: [{ credential }] }
      },
    )
  }

/** Wallets look for `error`; what the library refuses says it itself. */
function answerWallet(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-store')
  if (error instanceof WalletRefusal) {
    if (error.status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"')
    return reply.code(error.status).send({ error: error.code, error_description: error.message })
  }
  const { errorResponse } = error as { errorResponse?: { error: string; error_description?: string } }
  if (errorResponse) return reply.code(400).send(errorResponse)
  const refusal = refusalIn(error, request)
  if (refusal?.reason === 'bad-input')
    return reply.code(400).send({ error: 'invalid_request', error_description: refusal.message })
  return answerError(error, request, reply)
}
