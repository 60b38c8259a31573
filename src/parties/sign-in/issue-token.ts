import { uuidv7 } from 'uuidv7'
import type { Services } from '../../context.ts'
import { asDoorkeeper } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { type Scope, scopes } from '../../platform/auth/access.ts'
import { audienceOf } from '../../platform/auth/guard.ts'
import { claimedSubject, subjectHash } from '../../platform/auth/identity-provider.ts'
import { authenticateClient, type Proof } from './authenticate-client.ts'
import * as store from './door-store.ts'
import { type Failed, noteFailure } from './note-failure.ts'
import { oauthRefusal } from './oauth-refusal.ts'
import { addressKey, personKey, type Strangers, secondsToWait } from './slow-down.ts'
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
  const { asker, proved, subject } = await letIn(services, strangers, request, at)
  const granted = grant(asker.client, request.scope)
  const member = request.member !== null || subject !== null ? assertMember(asker.member) : null
  const now = Math.floor(at.getTime() / 1000)
  const isTaken =
    !store.isToBeNoted(asker, proved, at) ||
    (await asDoorkeeper(services.db, (tx) => store.noteProof(tx, asker, proved, at)))
  if (!isTaken) throw await refused(services, strangers, asker, request, 'assertion')
  const token = await services.signer.sign(
    'token',
    {
      iss: services.publicUrl,
      aud: audienceOf(services.publicUrl),
      sub: asker.client.id,
      org: asker.client.organisationId,
      scope: granted.join(' '),
      ...(member ? { member: member.id, roles: member.roles } : {}),
      credential: proved.credential.id,
      ...(member && subject !== null
        ? { signed_in: true, subject_hash: subjectHash(member.id, subject) }
        : {}),
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
): Promise<{ asker: store.Applicant; proved: store.Proved; subject: string | null }> {
  const { clientId, member: memberId, subjectToken } = request
  const address = addressKey(clientId, request.address)
  const claimed = subjectToken === null ? null : claimedSubject(subjectToken)
  const person = personKey(clientId, request.address, claimed)
  const asked = { clientId, memberId, subject: claimed, address, person }
  const asker = await asDoorkeeper(services.db, (tx) => store.findApplicant(tx, asked, at))
  assertNoWait(strangers, asker?.failed ?? { key: address, failures: null }, at)
  const proved = await authenticateClient(services, asker, request.proof)
  const how = 'secret' in request.proof ? 'secret' : 'assertion'
  if (!asker || !proved) throw await refused(services, strangers, asker, request, how)
  if (subjectToken === null) return { asker, proved, subject: null }
  // The client has proved who it is: what its people fail in is counted for each of them.
  assertNoWait(strangers, asker.personFailed, at)
  const subject = await provenSubject(services, subjectToken)
  if (subject === null) throw await refused(services, strangers, asker, request, 'person')
  if (!asker.member?.active) throw await refused(services, strangers, asker, request, 'no-member')
  return { asker, proved, subject }
}

/** Refuses (`too-many`) whoever has failed again and again until a moment ago. */
function assertNoWait(strangers: Strangers, { key, failures }: store.Counted, at: Date): void {
  const wait = secondsToWait(failures ?? strangers.of(key), at)
  if (wait > 0) throw new Refusal('too-many', say('failed-too-often', { wait }), [], { retryAfter: wait })
}

async function provenSubject({ identityProvider, now }: Services, token: string): Promise<string | null> {
  if (!identityProvider)
    throw oauthRefusal('bad-input', 'unsupported_grant_type', say('no-identity-provider'))
  return identityProvider.subjectOf(token, now())
}

/** Counts a failure, and returns what is said of it. */
async function refused(
  services: Services,
  strangers: Strangers,
  asker: store.Applicant | null,
  { clientId, address, requestId }: TokenRequest,
  how: Failed,
): Promise<Refusal> {
  const isPerson = how === 'person' || how === 'no-member'
  const counted = isPerson ? asker?.personFailed : asker?.failed
  if (asker && counted?.failures) await noteFailure(services, asker.client, counted.key, how, requestId)
  else strangers.note(counted?.key ?? addressKey(clientId, address), services.now())
  if (how === 'no-member') return oauthRefusal('bad-input', 'invalid_grant', say('no-such-subject'))
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

function assertMember(member: store.Applicant['member']): NonNullable<store.Applicant['member']> {
  if (member?.active) return member
  throw oauthRefusal('bad-input', 'invalid_grant', say('no-such-active-member'))
}
