import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { issueToken, type TokenRequest } from './issue-token.ts'
import { oauthRefusal } from './oauth-refusal.ts'
import { claimedClient } from './read-assertion.ts'
import { rememberStrangers } from './slow-down.ts'
import { say } from './words.ts'

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'

/** No token of a provider that we know of is longer. */
const Jwt = z.string().max(16_000)

const TokenForm = z
  .strictObject({
    grant_type: z
      .enum(['client_credentials', EXCHANGE])
      .describe('token-exchange: for the person to whom the OpenID provider gave `subject_token`'),
    client_id: z.uuid().optional().describe('here, as HTTP Basic, or in `client_assertion`'),
    client_secret: z.string().max(200).optional(),
    client_assertion_type: z.literal(ASSERTION).optional(),
    client_assertion: Jwt.optional().describe(
      'RFC 7523: signed with a key of the client, instead of a secret',
    ),
    subject_token: Jwt.optional().describe('the ID token or access token of whoever signed in'),
    subject_token_type: z.enum([ID_TOKEN, ACCESS_TOKEN]).optional(),
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
    issued_token_type: z.literal(ACCESS_TOKEN).optional().describe('after a token exchange (RFC 8693)'),
  })
  .meta({ id: 'Token' })

export const tokenRoute =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const strangers = rememberStrangers()
    app.post(
      '/oauth/token',
      {
        config: { ...reads('requestToken', 'public'), rateLimit: { max: 300, timeWindow: '1 minute' } },
        schema: {
          summary: 'Get an access token',
          description:
            'RFC 6749 client credentials, or RFC 8693 token exchange for a person who signed in with the OpenID provider; as a form or as JSON. The token lasts 15 minutes.',
          tags: ['Tokens'],
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          body: TokenForm,
          response: { 200: TokenAnswer },
        },
      },
      async ({ body, headers, ip, id }, reply) => {
        const who = readClient(body, readBasic(headers.authorization))
        const subjectToken = readSubject(body)
        const { member = null, scope = null } = body
        reply.header('cache-control', 'no-store')
        const answer = await issueToken(services, strangers, {
          ...who,
          subjectToken,
          member,
          scope,
          address: ip,
          requestId: id,
        }).catch((error: unknown) => {
          if (error instanceof Refusal && typeof error.extra.retryAfter === 'number')
            reply.header('retry-after', error.extra.retryAfter)
          throw error
        })
        return {
          access_token: answer.token,
          token_type: 'Bearer' as const,
          expires_in: answer.expiresIn,
          scope: answer.scope,
          ...(subjectToken === null ? {} : ({ issued_token_type: ACCESS_TOKEN } as const)),
        }
      },
    )
  }

type Form = z.infer<typeof TokenForm>

/** Which client it is said to be, and what proves it; what proves nothing matches nothing. */
function readClient(
  form: Form,
  basic: { id: string; secret: string } | null,
): Pick<TokenRequest, 'clientId' | 'proof'> {
  const { client_assertion: assertion, client_secret: secret } = form
  if (assertion === undefined)
    return {
      clientId: basic?.id ?? form.client_id ?? NOBODY,
      proof: { secret: basic?.secret ?? secret ?? '' },
    }
  if (basic || secret !== undefined) throw unclear('/client_assertion', 'say-who')
  const claimed = claimedClient(assertion)
  const clientId = form.client_id ?? (z.uuid().safeParse(claimed).success ? claimed : null) ?? NOBODY
  return { clientId, proof: { assertion } }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The token of whoever signed in; null where the client asks for itself, or names a member. */
function readSubject({ grant_type, subject_token, member }: Form): string | null {
  if (grant_type !== EXCHANGE) return null
  if (subject_token === undefined) throw unclear('/subject_token', 'needs-subject-token')
  if (member !== undefined) throw unclear('/member', 'person-twice')
  return subject_token
}

function unclear(pointer: string, why: 'say-who' | 'needs-subject-token' | 'person-twice'): Refusal {
  const fault: Fault = { in: 'body', pointer, detail: say(why) }
  return oauthRefusal('bad-input', 'invalid_request', say('see-errors'), [fault])
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
