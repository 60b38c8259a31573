import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { issueToken } from './issue-token.ts'

const TokenForm = z
  .strictObject({
    grant_type: z.literal('client_credentials'),
    client_id: z.uuid().optional().describe('here or as HTTP Basic'),
    client_secret: z.string().max(200).optional(),
    member: z.uuid().optional().describe("act as this member of the client's organisation"),
    scope: z.string().max(200).optional().describe('fewer scopes than the client has, separated by spaces'),
  })
  .meta({
    id: 'TokenRequest',
    examples: [
      {
        grant_type: 'client_credentials',
        client_id: '01993c7e-0000-7000-8000-000000000006',
        client_secret: 'as-shown-once',
      },
    ],
  })

const TokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('seconds'),
    scope: z.string(),
  })
  .meta({ id: 'Token' })

export const tokenRoute =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/oauth/token',
      {
        config: { ...reads('requestToken', 'public'), rateLimit: { max: 300, timeWindow: '1 minute' } },
        schema: {
          summary: 'Get an access token',
          description: 'RFC 6749 client credentials, as a form or as JSON. The token lasts 15 minutes.',
          tags: ['Tokens'],
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          body: TokenForm,
          response: { 200: TokenAnswer },
        },
      },
      async (request, reply) => {
        const basic = readBasic(request.headers.authorization)
        const answer = await issueToken(services, {
          clientId: basic?.id ?? request.body.client_id ?? '00000000-0000-0000-0000-000000000000',
          clientSecret: basic?.secret ?? request.body.client_secret ?? '',
          member: request.body.member ?? null,
          scope: request.body.scope ?? null,
        })
        reply.header('cache-control', 'no-store')
        return {
          access_token: answer.token,
          token_type: 'Bearer' as const,
          expires_in: answer.expiresIn,
          scope: answer.scope,
        }
      },
    )
  }

function readBasic(header: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic ([\w+/=-]+)$/i.exec(header ?? '')?.[1]
  if (!encoded) return null
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decoded)
  return z.uuid().safeParse(id).success ? { id, secret } : null
}

/** RFC 6749, section 2.3.1: both halves are form-encoded. What is not, is taken as it is and matches nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
