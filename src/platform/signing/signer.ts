import { CompactSign, compactVerify, errors, importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose'
import type { Database } from '../../db/client.ts'
import { type PublishedKey, type Purpose, readKeys, type SigningKey } from './keys.ts'

/** Holds the private keys; nothing else does. Keys that sign tokens never sign credentials, and the other way round. */
export type Signer = {
  /** The id of the key that signs for this purpose now. */
  keyId(purpose: Purpose): string
  /** A compact ES256 JWS over the JSON of `payload`. */
  sign(
    purpose: 'token' | 'credential',
    payload: object,
    header: { typ: string; cty?: string; kid?: string },
  ): Promise<string>
  /** An Ed25519 signature over the bytes, by the `proof` key. */
  signProof(bytes: Uint8Array): Promise<Uint8Array>
  /** The claims of a token that we signed for this issuer and audience and that has not expired; null otherwise. */
  verifyToken(
    token: string,
    expected: { issuer: string; audience: string; now: Date },
  ): Promise<JWTPayload | null>
  /** Checks a JWS against our own published keys, never against a key that it brings along. */
  verifyCredential(jws: string): Promise<'valid' | 'unknown-key' | 'invalid'>
  published(): PublishedKey[]
}

/** Another process may have made a key since we last looked, but nobody can make us look more often than this. */
const LOOK_AGAIN_AFTER_MS = 5_000

export async function openSigner(db: Database, secret: Uint8Array): Promise<Signer> {
  let keys = await readKeys(db.owner, secret)
  let readAt = Date.now()

  async function find(kid: string | undefined, purpose: Purpose): Promise<JWK> {
    const found = () => keys.published.find((key) => key.kid === kid && key.purpose === purpose)
    if (kid && !found() && Date.now() - readAt > LOOK_AGAIN_AFTER_MS) {
      keys = await readKeys(db.owner, secret)
      readAt = Date.now()
    }
    const jwk = found()?.jwk
    if (!jwk) throw new errors.JWKSNoMatchingKey()
    return jwk
  }

  function current(purpose: Purpose): SigningKey {
    const key = keys.signing.find((one) => one.purpose === purpose)
    if (!key) throw new Error(`There is no ${purpose} key.`)
    return key
  }

  return {
    keyId: (purpose) => current(purpose).kid,
    async sign(purpose, payload, header) {
      const { kid, privateKey } = current(purpose)
      return new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'ES256', kid, ...header })
        .sign(privateKey)
    },
    async signProof(bytes) {
      return new Uint8Array(
        await crypto.subtle.sign('Ed25519', current('proof').privateKey, bytes as Uint8Array<ArrayBuffer>),
      )
    },
    async verifyToken(token, { issuer, audience, now }) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => importJWK(await find(kid, 'token'), 'ES256'),
          {
            algorithms: ['ES256'],
            issuer,
            audience,
            typ: 'at+jwt',
            currentDate: now,
            requiredClaims: ['exp', 'sub', 'org'],
          },
        )
        return payload
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
    async verifyCredential(jws) {
      try {
        const key = async ({ kid }: { kid?: string }) =>
          importJWK(await find(kid?.split('#').at(-1), 'credential'), 'ES256')
        await compactVerify(jws, key, { algorithms: ['ES256'] })
        return 'valid'
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey) return 'unknown-key'
        if (error instanceof errors.JOSEError) return 'invalid'
        throw error
      }
    },
    published: () => keys.published,
  }
}
