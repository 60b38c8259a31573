import { createPublicKey, type KeyObject, sign, type X509Certificate } from 'node:crypto'
import { Unavailable } from '../../../platform/auxiliaries/auxiliary.ts'

/** An organisation's electronic seal: a key in a file, or a trust service that is asked for each signature. */
export type ElectronicSeal = {
  /** Its certificates, the seal's own first, each issued by the next. */
  chain: [X509Certificate, ...X509Certificate[]]
  /**
   * Signs bytes by the algorithm of its own certificate (`algorithmOf`): RSASSA-PKCS1-v1_5, or ECDSA as r and s one
   * after the other. Rejects where it cannot now; it is asked again later.
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

export type SealAlgorithm = {
  jose: 'RS256' | 'ES256' | 'ES384' | 'ES512'
  hash: 'SHA-256' | 'SHA-384' | 'SHA-512'
}

/** The e-seal did not sign, or not in time: another attempt may succeed. */
export class SealUnavailable extends Unavailable {
  override readonly name = 'SealUnavailable'
  readonly statusCode = 503
}

/** How long a signature is waited for, in milliseconds. */
const PATIENCE = 5_000

/** How a key seals; throws for a key of another kind than RSA or a NIST curve. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): SealAlgorithm {
  if (asymmetricKeyType === 'rsa') return { jose: 'RS256', hash: 'SHA-256' }
  const algorithm = curves[asymmetricKeyDetails?.namedCurve ?? '']
  if (!algorithm) throw new Error('An e-seal has an RSA key or one on a NIST curve.')
  return algorithm
}

const curves: Record<string, SealAlgorithm> = {
  prime256v1: { jose: 'ES256', hash: 'SHA-256' },
  secp384r1: { jose: 'ES384', hash: 'SHA-384' },
  secp521r1: { jose: 'ES512', hash: 'SHA-512' },
}

/** The e-seal of a private key at hand; throws when the key is not that of the first certificate. */
export function localSeal(privateKey: KeyObject, chain: ElectronicSeal['chain']): ElectronicSeal {
  const { hash } = algorithmOf(createPublicKey(privateKey))
  if (!chain[0].checkPrivateKey(privateKey))
    throw new Error('The private key of the e-seal does not belong to its certificate.')
  return {
    chain,
    sign: async (bytes) => sign(hash, bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  }
}

/** A signature of the e-seal; throws `SealUnavailable` when it gives none, or not soon, or is not in force. */
export async function signWith(seal: ElectronicSeal, bytes: Uint8Array, at: Date): Promise<Uint8Array> {
  if (!isCertificateInForce(seal.chain[0], at))
    throw new SealUnavailable('The certificate of the e-seal is not in force.')
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('It took too long.')), PATIENCE)
  try {
    return await Promise.race([seal.sign(bytes), late.promise])
  } catch (cause) {
    throw new SealUnavailable('The e-seal gave no signature.', { cause })
  } finally {
    clearTimeout(timer)
  }
}

/** Whether a certificate is in force at a moment, by its own dates. */
export function isCertificateInForce({ validFromDate, validToDate }: X509Certificate, at: Date): boolean {
  return validFromDate <= at && at <= validToDate
}

/** Whose e-seal a certificate is for: the organisation's name, and its identifier (ETSI EN 319 412-1, section 5.1.4). */
export function sealedBy({ subject }: X509Certificate): { name: string; identifier: string | null } {
  const part = (name: string) => subject.match(new RegExp(`^(?:${name})=(.+)$`, 'm'))?.[1] ?? null
  return {
    name: part('O') ?? part('CN') ?? subject.replaceAll('\n', ', '),
    identifier: part('organizationIdentifier|2\\.5\\.4\\.97'),
  }
}
