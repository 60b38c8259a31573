import { createHash, type KeyObject, type X509Certificate } from 'node:crypto'
import { FlattenedSign } from 'jose'
import type { EidasIdentifier } from './edc-agents.ts'

/** An e-seal: the private key and its certificates, the seal's own first, each issued by the next. */
export type ElectronicSeal = { privateKey: KeyObject; chain: [X509Certificate, ...X509Certificate[]] }

export type SealedEdc = { payload: string; signatures: { protected: string; signature: string }[] }

/**
 * Seals a document as a JAdES B-B signature over its unencoded bytes, in JSON serialization (ETSI TS 119
 * 182-1 V1.2.1, section 6.3; RFC 7797), as Europass expects of a European Digital Credential; a key that
 * does not belong to the certificate is refused.
 */
export async function seal(
  document: object,
  { privateKey, chain }: ElectronicSeal,
  sealedAt: Date,
): Promise<SealedEdc> {
  const [own] = chain
  if (!own.checkPrivateKey(privateKey))
    throw new Error('The private key of the e-seal does not belong to its certificate.')
  const payload = JSON.stringify(document)
  const signed = await new FlattenedSign(Buffer.from(payload))
    .setProtectedHeader({
      alg: algorithmOf(privateKey),
      typ: 'jose+json',
      // What the Commission's own sealed samples say.
      cty: 'octet-stream',
      'x5t#S256': createHash('sha256').update(own.raw).digest('base64url'),
      x5c: chain.map(({ raw }) => raw.toString('base64')),
      // Since 15 July 2025 in place of sigT (section 5.1.11).
      iat: Math.floor(sealedAt.getTime() / 1000),
      b64: false,
      crit: ['b64'],
    })
    .sign(privateKey)
  return { payload, signatures: [{ protected: signed.protected!, signature: signed.signature }] }
}

/**
 * The organisation identifier in a seal's certificate (ETSI EN 319 412-1, section 5.1.4), which a European
 * Digital Credential must name as its issuer's; null where it has none.
 */
export function eidasIdentifierOf(certificate: X509Certificate): EidasIdentifier | null {
  const part = (name: string) => certificate.subject.match(new RegExp(`^(?:${name})=(.+)$`, 'm'))?.[1]
  const notation = part('organizationIdentifier|2\\.5\\.4\\.97')
  const country = part('C')
  return notation && country ? { notation, country } : null
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'rsa') return 'RS256'
  const curve = asymmetricKeyDetails?.namedCurve ?? ''
  const algorithm = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }[curve]
  if (!algorithm) throw new Error('An e-seal has an RSA key or one on a NIST curve.')
  return algorithm
}
