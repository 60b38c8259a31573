import type { Services } from '../../context.ts'
import { isKeptAsBefore, keepSecret, matchesSecret } from '../../platform/auth/secrets.ts'
import { SECRETS_AT_ONCE } from './credential.ts'
import type { Applicant, Proved } from './door-store.ts'
import { readAssertion } from './read-assertion.ts'
import type { Credential } from './store.ts'

/** With what a client says that it proves who it is. */
export type Proof = { secret: string } | { assertion: string }

/** Compared with when the client is unknown, so that the answer takes as long and tells nothing. */
const NOBODY = `sha256$${'0'.repeat(64)}`

/** The credential by which somebody proves to be the client that they say they are; null where they do not. */
export async function authenticateClient(
  services: Services,
  asker: Applicant | null,
  proof: Proof,
): Promise<Proved | null> {
  const credentials = asker?.credentials ?? []
  if ('secret' in proof) {
    const credential = await matchingSecret(
      credentials.filter(({ kind }) => kind === 'secret'),
      proof.secret,
    )
    if (!credential) return null
    const renewed = isKeptAsBefore(credential.secretHash ?? '') ? keepSecret(proof.secret) : null
    return { credential, assertion: null, renewed }
  }
  if (!asker) return null
  const { publicUrl } = services
  const expected = {
    clientId: asker.client.id,
    audiences: [`${publicUrl}/oauth/token`, publicUrl],
    now: services.now(),
  }
  const read = await readAssertion(proof.assertion, expected, credentials)
  return read && { credential: read.credential, assertion: read, renewed: null }
}

/** Whoever has none, or one, waits as long as whoever has two. */
async function matchingSecret(
  credentials: readonly Credential[],
  secret: string,
): Promise<Credential | null> {
  for (let index = 0; index < SECRETS_AT_ONCE; index++) {
    const credential = credentials[index]
    const matches = await matchesSecret(secret, credential?.secretHash ?? NOBODY)
    if (credential && matches) return credential
  }
  return null
}
