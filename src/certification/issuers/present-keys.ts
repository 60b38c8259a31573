import type { PublishedKey } from '../../platform/signing/key.ts'

/** A key as a JWK; a compromised one names the second from which on it counts no more, as OpenID Federation 1.0 does. */
export function viewKey({ jwk, kid, compromisedFrom }: PublishedKey) {
  const revoked = compromisedFrom && { revoked: { revoked_at: Math.floor(compromisedFrom.getTime() / 1000) } }
  return { ...jwk, kid, kty: jwk.kty as string, ...revoked }
}

/** The keys of the issuer with this DID, each under the `kid` that its certificates name. */
export const viewKeySet = (did: string, keys: PublishedKey[]) => ({
  keys: keys.map(viewKey).map((key) => ({ ...key, kid: `${did}#${key.kid}` })),
})

/** The Cache-Control of keys. */
export const keysCacheControl = 'public, max-age=300'
