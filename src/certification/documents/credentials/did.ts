import type { JWK } from 'jose'
import { base58btc } from 'multiformats/bases/base58'

/**
 * The DID of an organisation that issues at this address, or the service's own, by the did:web method: a port is written
 * %3A, and each part of a path follows after a colon.
 */
export function didOf(publicUrl: string, organisationId: string | null = null): string {
  const { host, pathname } = new URL(organisationId ? issuerAddress(publicUrl, organisationId) : publicUrl)
  return ['did:web', host.replace(':', '%3A'), ...pathname.split('/').filter(Boolean)].join(':')
}

/** Below this an organisation publishes what verifiers need: where a resolver of its DID looks. */
export const issuerAddress = (publicUrl: string, organisationId: string) =>
  `${publicUrl.replace(/\/$/, '')}/organisations/${organisationId}`

/** The organisation whose DID this is, at whatever address; null for every other one. */
export const organisationIn = (did: string): string | null =>
  /^did:web:[^#]+:organisations:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(did)?.[1] ?? null

/**
 * The DID document of the issuer (DID Core 1.0, section 5): Ed25519 keys as Multikey, for embedded proofs,
 * and P-256 keys as JsonWebKey, for `vc+jwt`; retired keys belong in it too, for what they signed stays
 * true. A compromised one says since when it is revoked (Controlled Identifiers 1.0, section 2.2), and asserts
 * nothing any more: a verifier who does not read that mark would take forgeries for ours.
 */
export function didDocument(did: string, keys: { kid: string; jwk: JWK; compromisedFrom?: Date | null }[]) {
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/jwk/v1',
    ],
    id: did,
    verificationMethod: keys.map(({ kid, jwk, compromisedFrom }) => ({
      id: `${did}#${kid}`,
      controller: did,
      ...(jwk.crv === 'Ed25519'
        ? { type: 'Multikey', publicKeyMultibase: multikey(jwk) }
        : { type: 'JsonWebKey', publicKeyJwk: publicMembers(jwk) }),
      ...(compromisedFrom && { revoked: compromisedFrom.toISOString() }),
    })),
    assertionMethod: keys.filter(({ compromisedFrom }) => !compromisedFrom).map(({ kid }) => `${did}#${kid}`),
  }
}

// Controlled Identifiers 1.0, section 2.2.2: the bytes 0xed 0x01 say Ed25519.
function multikey({ x }: JWK): string {
  return base58btc.encode(Buffer.concat([Uint8Array.of(0xed, 0x01), Buffer.from(x!, 'base64url')]))
}

// Copied by name, so that a private key handed over by mistake is not published.
function publicMembers({ kty, crv, x, y, kid, alg, use }: JWK): JWK {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, kid, alg, use }))
}
