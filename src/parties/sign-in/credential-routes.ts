import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { does } from '../../platform/actions/route-config.ts'
import { signInActions } from './actions.ts'
import { endClientCredential } from './end-client-credential.ts'
import { makeClientSecret } from './make-client-secret.ts'
import { registerClientKey } from './register-client-key.ts'
import * as wire from './schemas.ts'

const client = z.object({ id: z.uuid() })

export const credentialRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/clients/:id/secrets',
    {
      config: { ...does(signInActions.makeClientSecret), secretAnswer: true },
      schema: {
        summary: 'Make another secret of an API client',
        description:
          'The one before goes on working until it is ended or expires. No more than two work at a time.',
        tags: ['Registries'],
        params: client,
        body: wire.NewSecret,
        response: { 201: wire.CredentialWithSecret },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const credential = await makeClientSecret(ctx, params.id, body)
      reply.code(201)
      const { secret, grantId } = credential
      return { ...wire.viewCredential(credential), secret, grantId }
    },
  )

  app.post(
    '/clients/:id/keys',
    {
      config: does(signInActions.registerClientKey),
      schema: {
        summary: 'Register a public key of an API client',
        description:
          'With the private half of it the client signs assertions (RFC 7523, `private_key_jwt`), and sends no secret.',
        tags: ['Registries'],
        params: client,
        body: wire.NewKey,
        response: { 201: wire.AddedCredential },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      const credential = await registerClientKey(ctx, params.id, body)
      return { ...wire.viewCredential(credential), grantId: credential.grantId }
    },
  )

  app.post(
    '/clients/:id/credentials/:credentialId/revocation',
    {
      config: does(signInActions.endClientCredential),
      schema: {
        summary: 'End a secret or a key of an API client',
        tags: ['Registries'],
        params: client.extend({ credentialId: z.uuid() }),
        response: { 200: wire.CredentialView },
      },
    },
    async ({ ctx, params }) =>
      wire.viewCredential(await endClientCredential(ctx, params.id, params.credentialId)),
  )
}
