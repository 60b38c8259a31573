import { uuidv7 } from 'uuidv7'
import type { Services } from '../../context.ts'
import { asDoorkeeper } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { type Scope, scopes } from '../../platform/auth/access.ts'
import { audienceOf } from '../../platform/auth/guard.ts'
import { claimedSubject } from '../../platform/auth/identity-provider.ts'
import { authenticateClient, type Proof } from './authenticate-client.ts'
import * as store from './door-store.ts'
import { type Failed, noteFailure } from './note-failure.ts'
import { oauthRefusal } from './oauth-refusal.ts'
import { addressKey, type Strangers, secondsToWait } from './slow-down.ts'
import { say } from './words.ts'

const TOKEN_SECONDS = 15 * 60

export type TokenRequest = {
  clientId: string
  proof: Proof
  /** For whom the client asks: nobody, a member whom it names, or whoever signed in and was given this token. */
  member: string | null
  subjectToken: string | null
  scope: string | null
  /** From where it is asked for. */
  address: string
  requestId: string
}

/**
 * RFC 6749, section 4.4, and RFC 8693: an access token for a client, for a member of its organisation through it, or for
 * one who signed in with the OpenID provider. Refuses whoever does not prove to be the client, a scope that the client
 * does not have, whoever is no active member there, and for a while whoever failed again and again.
 */
export async function issueToken(
  services: Services,
  strangers: Strangers,
  request: TokenRequest,
): Promise<{ token: string; scope: string; expiresIn: number }> {
  const at = services.now()
  const { asker, proved } = await letIn(services, strangers, request, at)
  const granted = grant(asker.client, request.scope)
  const isPerson = request.subjectToken !== null
  const member = request.member || isPerson ? assertMember(asker.member, isPerson) : null
  const now = Math.floor(at.getTime() / 1000)
  if (!(await asDoorkeeper(services.db, (tx) => store.noteProof(tx, asker, proved, at))))
    throw await refused(services, strangers, asker, request, 'assertion')
  const token = await services.signer.sign(
    'token',
    {
      iss: services.publicUrl,
      aud: audienceOf(services.publicUrl),
      sub: asker.client.id,
      org: asker.client.organisationId,
      scope: granted.join(' '),
      ...(member ? { member: member.id, roles: member.roles } : {}),
      ...(isPerson ? { signed_in: true } : {}),
      iat: now,
      exp: now + TOKEN_SECONDS,
      jti: uuidv7(),
    },
    { typ: 'at+jwt' },
  )
  return { token, scope: granted.join(' '), expiresIn: TOKEN_SECONDS }
}

/** Whoever proves who they are: the client, and the person where one is said to have signed in. */
async function letIn(
  services: Services,
  strangers: Strangers,
  request: TokenRequest,
  at: Date,
): Promise<{ asker: store.Applicant; proved: store.Proved }> {
  const { clientId, member: memberId, subjectToken } = request
  const address = addressKey(clientId, request.address)
  const subject = subjectToken === null ? null : claimedSubject(subjectToken)
  const asked = { clientId, memberId, subject, address }
  const asker = await asDoorkeeper(services.db, (tx) => store.findApplicant(tx, asked, at))
  const wait = secondsToWait(asker?.failed ?? strangers.of(address), at)
  if (wait > 0) throw new Refusal('too-many', say('failed-too-often', { wait }), [], { retryAfter: wait })
  const proved = await authenticateClient(services, asker, request.proof)
  const how = 'secret' in request.proof ? 'secret' : 'assertion'
  if (!asker || !proved) throw await refused(services, strangers, asker, request, how)
  if (subjectToken !== null && !(await provesSignIn(services, subjectToken)))
    throw await refused(services, strangers, asker, request, 'person')
  return { asker, proved }
}

async function provesSignIn({ identityProvider, now }: Services, token: string): Promise<boolean> {
  if (!identityProvider)
    throw oauthRefusal('bad-input', 'unsupported_grant_type', say('no-identity-provider'))
  return (await identityProvider.subjectOf(token, now())) !== null
}

/** Counts a failure, and returns what is said of it. */
async function refused(
  services: Services,
  strangers: Strangers,
  asker: store.Applicant | null,
  { clientId, address, requestId }: TokenRequest,
  how: Failed,
): Promise<Refusal> {
  if (asker?.failed) await noteFailure(services, asker, how, requestId)
  else strangers.note(addressKey(clientId, address), services.now())
  if (how === 'person') return oauthRefusal('bad-input', 'invalid_request', say('wrong-person'))
  return oauthRefusal(
    'unauthenticated',
    'invalid_client',
    how === 'assertion' ? say('wrong-assertion') : say('wrong-client'),
  )
}

function grant(client: store.Applicant['client'], wanted: string | null): Scope[] {
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

function assertMember(
  member: store.Applicant['member'],
  isPerson: boolean,
): NonNullable<store.Applicant['member']> {
  if (member?.active) return member
  const sentence = isPerson ? say('no-such-subject') : say('no-such-active-member')
  throw oauthRefusal('bad-input', 'invalid_grant', sentence)
}
