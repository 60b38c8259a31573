import { createPrivateKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { CannotStart } from '../../errors.ts'
import { decrypt, encrypt } from './encrypt.ts'

/** `token`: access tokens. `credential`: certificates as JWT. `proof`: data-integrity proofs. No key serves two of them. */
export const algorithms = { token: 'ES256', credential: 'ES256', proof: 'EdDSA' } as const

export type KeyPurpose = keyof typeof algorithms
/** What the key of an organisation may be for: only the service hands out tokens. */
export type IssuingPurpose = Exclude<KeyPurpose, 'token'>

/** Whose a key is: an organisation's, by its id, or the service's own. */
export type KeyHolder = string | null

/** A key as published, since when it signs no more, and from when on its signatures count no more. */
export type PublishedKey = {
  kid: string
  holder: KeyHolder
  purpose: KeyPurpose
  jwk: JWK
  createdAt: Date
  retiredAt: Date | null
  compromisedFrom: Date | null
}

export type SigningKey = PublishedKey & { privateKey: KeyObject }

/** A key as it is kept, its private part encrypted. */
export type KeptKey = Omit<PublishedKey, 'jwk' | 'holder'> & {
  organisationId?: string
  publicJwk: Record<string, unknown>
  privateJwe: string
}

export function asPublished(kept: KeptKey): PublishedKey {
  const { kid, purpose, createdAt, retiredAt, compromisedFrom, organisationId = null } = kept
  const jwk = kept.publicJwk as JWK
  return { kid, holder: organisationId, purpose, jwk, createdAt, retiredAt, compromisedFrom }
}

/** Whether a signature counts that the register has had since `registeredAt`; null: that it has not at all. */
export function countsSince(key: Pick<PublishedKey, 'compromisedFrom'>, registeredAt: Date | null): boolean {
  return key.compromisedFrom === null || (registeredAt !== null && registeredAt < key.compromisedFrom)
}

/** A new key, to be kept; its private part opens with `secret` alone. */
export async function newKey<Purpose extends KeyPurpose>(purpose: Purpose, secret: Uint8Array, now: Date) {
  const alg = algorithms[purpose]
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  const privateJwe = await encrypt(JSON.stringify(await exportJWK(privateKey)), secret)
  return { kid, purpose, publicJwk: { ...publicJwk, kid, alg, use: 'sig' }, privateJwe, createdAt: now }
}

/** Throws `CannotStart` where the key was not encrypted with this secret. */
export async function openPrivateKey(privateJwe: string, secret: Uint8Array): Promise<KeyObject> {
  try {
    return createPrivateKey({ key: JSON.parse(await decrypt(privateJwe, secret)), format: 'jwk' })
  } catch (cause) {
    throw new CannotStart(
      'The keys in the database do not open with this KEY_SECRET (or the key-secret file of DATA_DIR).',
      {
        cause,
      },
    )
  }
}
