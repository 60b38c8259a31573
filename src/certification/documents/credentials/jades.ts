import { createHash, type X509Certificate } from 'node:crypto'
import { alpha3Of } from '../../../platform/vocabularies/country.ts'
import { algorithmOf, type ElectronicSeal, sealedBy, signWith } from '../seal/electronic-seal.ts'
import type { EidasIdentifier } from './edc/agents.ts'

export type SealedEdc = { payload: string; signatures: { protected: string; signature: string }[] }

/**
 * Seals a document as a JAdES B-B signature over its unencoded bytes, in JSON serialization (ETSI TS 119
 * 182-1 V1.2.1, section 6.3; RFC 7797), as Europass expects of a European Digital Credential.
 */
export async function seal(document: object, eseal: ElectronicSeal, sealedAt: Date): Promise<SealedEdc> {
  const { chain } = eseal
  const payload = JSON.stringify(document)
  const header = {
    alg: algorithmOf(chain[0].publicKey).jose,
    typ: 'jose+json',
    // What the Commission's own sealed samples say.
    cty: 'octet-stream',
    'x5t#S256': createHash('sha256').update(chain[0].raw).digest('base64url'),
    x5c: chain.map(({ raw }) => raw.toString('base64')),
    // Since 15 July 2025 in place of sigT (section 5.1.11).
    iat: Math.floor(sealedAt.getTime() / 1000),
    b64: false,
    crit: ['b64'],
  }
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const signature = await signWith(eseal, Buffer.from(`${head}.${payload}`), sealedAt)
  return {
    payload,
    signatures: [{ protected: head, signature: Buffer.from(signature).toString('base64url') }],
  }
}

/**
 * The organisation identifier in a seal's certificate (ETSI EN 319 412-1, section 5.1.4), which a European
 * Digital Credential must name as its issuer's; null where it has none.
 */
export function eidasIdentifierOf(certificate: X509Certificate): EidasIdentifier | null {
  const notation = sealedBy(certificate).identifier
  const country = certificate.subject.match(/^C=(.+)$/m)?.[1]
  return notation && country && alpha3Of(country) ? { notation, country } : null
}
