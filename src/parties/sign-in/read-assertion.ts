import { decodeJwt, errors, importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose'
import { CLOCKS_DIFFER } from '../../platform/clocks.ts'
import { clientAlgorithm } from './client-key.ts'
import type { Credential } from './store.ts'

/** RFC 7523, section 3: one that could be taken for longer would have to be remembered for longer. */
const LONGEST_SECONDS = 600

/** The key that an assertion is signed with, and what has to be remembered of it. */
export type ReadAssertion = { credential: Credential; jti: string; expiresAt: Date }

/** For whom an assertion speaks, before anything of it was checked; null for what is none. */
export function claimedClient(assertion: string): string | null {
  try {
    const { sub } = decodeJwt(assertion)
    return typeof sub === 'string' ? sub : null
  } catch {
    return null
  }
}

/**
 * An assertion by which a client proves who it is (RFC 7523, `private_key_jwt`), made for one of these audiences with one
 * of its keys; null where it is none.
 */
export async function readAssertion(
  assertion: string,
  expected: { clientId: string; audiences: string[]; now: Date },
  credentials: readonly Credential[],
): Promise<ReadAssertion | null> {
  for (const credential of credentials) {
    const payload = credential.publicJwk && (await verify(assertion, expected, credential.publicJwk))
    if (payload && isBrief(payload, expected.now))
      return { credential, jti: payload.jti!, expiresAt: new Date(payload.exp! * 1000) }
  }
  return null
}

async function verify(
  assertion: string,
  { clientId, audiences, now }: { clientId: string; audiences: string[]; now: Date },
  publicJwk: Record<string, unknown>,
): Promise<JWTPayload | null> {
  try {
    const jwk: JWK = publicJwk
    const algorithm = clientAlgorithm(jwk)
    const { payload } = await jwtVerify(assertion, await importJWK(jwk, algorithm), {
      algorithms: [algorithm],
      issuer: clientId,
      subject: clientId,
      audience: audiences,
      currentDate: now,
      clockTolerance: CLOCKS_DIFFER,
      requiredClaims: ['exp', 'jti'],
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

const isBrief = ({ exp = 0, jti }: JWTPayload, now: Date): boolean =>
  typeof jti === 'string' &&
  jti.length > 0 &&
  jti.length <= 200 &&
  exp <= now.getTime() / 1000 + LONGEST_SECONDS + CLOCKS_DIFFER
