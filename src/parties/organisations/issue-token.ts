import { uuidv7 } from 'uuidv7'
import type { Services } from '../../context.ts'
import { asDoorkeeper } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { type Scope, scopes } from '../../platform/auth/access.ts'
import { audienceOf } from '../../platform/auth/guard.ts'
import { matchesSecret } from '../../platform/auth/secrets.ts'
import { reference } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { type Client, findClient, getMember, type Member } from './store.ts'
import { say } from './words.ts'

const TOKEN_SECONDS = 15 * 60

/** Compared with when the client is unknown, so that the answer takes as long and tells nothing. */
const NOBODY = `scrypt$${'A'.repeat(22)}$${'A'.repeat(43)}`

export type TokenRequest = {
  clientId: string
  clientSecret: string
  member: string | null
  scope: string | null
}

/**
 * RFC 6749, section 4.4: an access token for a client, or for a member of the client's organisation through it. Refuses
 * an unknown client, a wrong secret, a scope that the client does not have, a member who is not active there.
 */
export async function issueToken(
  services: Services,
  request: TokenRequest,
): Promise<{ token: string; scope: string; expiresIn: number }> {
  const client = await authenticateClient(services, request)
  const granted = grant(client, request.scope)
  const member = request.member ? await memberOf(services, client, request.member) : null
  const now = Math.floor(services.now().getTime() / 1000)
  const token = await services.signer.sign(
    'token',
    {
      iss: services.publicUrl,
      aud: audienceOf(services.publicUrl),
      sub: client.id,
      org: client.organisationId,
      scope: granted.join(' '),
      ...(member ? { member: member.id, roles: member.roles } : {}),
      iat: now,
      exp: now + TOKEN_SECONDS,
      jti: uuidv7(),
    },
    { typ: 'at+jwt' },
  )
  return { token, scope: granted.join(' '), expiresIn: TOKEN_SECONDS }
}

async function authenticateClient(
  services: Services,
  { clientId, clientSecret }: TokenRequest,
): Promise<Client> {
  const known = await asDoorkeeper(services.db, (tx) => findClient(tx, clientId))
  const matches = await matchesSecret(clientSecret, known?.secretHash ?? NOBODY)
  if (!known || !matches) throw oauthRefusal('unauthenticated', 'invalid_client', say('wrong-client'))
  return known
}

function grant(client: Client, wanted: string | null): Scope[] {
  const own = scopes.filter((scope) => client.scopes.includes(scope))
  if (wanted === null) return own
  const asked = wanted.split(' ').filter(Boolean)
  const beyond = asked.filter((scope) => !own.includes(scope as Scope))
  if (beyond.length > 0) {
    throw oauthRefusal(
      'bad-input',
      'invalid_scope',
      say('client-lacks', { beyond: beyond.join(', '), own: own.join(' ') }),
    )
  }
  return own.filter((scope) => asked.includes(scope))
}

async function memberOf(services: Services, client: Client, id: string): Promise<Member> {
  const member = await asDoorkeeper(services.db, (tx) => getMember(tx, client.organisationId, id)).catch(
    (error) => {
      if (error instanceof Refusal) return null
      throw error
    },
  )
  if (!member?.active) {
    throw oauthRefusal('bad-input', 'invalid_grant', say('no-such-active-member'))
  }
  return member
}

/**
 * A problem document that also carries the `error` of RFC 6749, section 5.2, which OAuth libraries look for, and its
 * description, which may hold nothing but ASCII: that is in English, whatever was asked for.
 */
function oauthRefusal(reason: 'unauthenticated' | 'bad-input', error: string, sentence: Sentence): Refusal {
  return new Refusal(reason, sentence, [], { error, error_description: sentence(reference) })
}
