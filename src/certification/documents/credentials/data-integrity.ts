import { createPublicKey, verify } from 'node:crypto'
import type { JWK } from 'jose'
import { base58btc } from 'multiformats/bases/base58'
import type { HashForProof } from './hash-for-proof.ts'

export type JsonLd = { '@context': unknown; [property: string]: unknown }

export type ProofKey = {
  /** The DID URL under which the public key is published. */
  verificationMethod: string
  sign: (bytes: Uint8Array) => Promise<Uint8Array>
}

export type DataIntegrityProof = {
  type: 'DataIntegrityProof'
  cryptosuite: 'eddsa-rdfc-2022'
  created: string
  verificationMethod: string
  proofPurpose: 'assertionMethod'
  proofValue: string
}

/**
 * Adds an `eddsa-rdfc-2022` proof (Data Integrity EdDSA Cryptosuites 1.0, section 3.2); a document with a
 * term that its contexts do not define is refused.
 */
export async function addProof<T extends JsonLd>(
  document: T,
  key: ProofKey,
  created: string,
  hashForProof: HashForProof,
): Promise<T & { proof: DataIntegrityProof[] }> {
  const options = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created,
    verificationMethod: key.verificationMethod,
    proofPurpose: 'assertionMethod',
  } as const
  const hash = await hashForProof(JSON.stringify(document), options)
  if (!hash) throw new Error('A credential is not signed with a term that its contexts do not define.')
  const signature = await key.sign(hash)
  return { ...document, proof: [{ ...options, proofValue: base58btc.encode(signature) }] }
}

/** The document's only `eddsa-rdfc-2022` proof, or null. Says nothing about whether it holds. */
export function proofOf(document: JsonLd): DataIntegrityProof | null {
  const [proof, ...more] = [document.proof].flat() as (DataIntegrityProof | undefined)[]
  if (!proof || more.length > 0) return null
  const ours = proof.type === 'DataIntegrityProof' && proof.cryptosuite === 'eddsa-rdfc-2022'
  return ours && proof.proofPurpose === 'assertionMethod' ? proof : null
}

/**
 * Whether the document's proof was made with this Ed25519 key and nothing was changed since (Data Integrity
 * EdDSA Cryptosuites 1.0, section 3.2.2); that the key is the issuer's is for the caller to know.
 */
export async function checkProof(
  document: JsonLd,
  publicKey: JWK,
  hashForProof: HashForProof,
): Promise<boolean> {
  const proof = proofOf(document)
  if (!proof) return false
  const { proof: _, ...unsigned } = document
  const { proofValue, ...options } = proof
  const text = textOf(unsigned)
  const hash = text === null ? null : await hashForProof(text, options)
  if (!hash) return false
  try {
    const key = createPublicKey({ key: publicKey, format: 'jwk' })
    return verify(null, hash, key, base58btc.decode(proofValue))
  } catch {
    // Strangers send anything: what is no signature was not made here.
    return false
  }
}

/** Null for what is nested so deep that it cannot be written down. */
function textOf(document: object): string | null {
  try {
    return JSON.stringify(document)
  } catch {
    return null
  }
}
