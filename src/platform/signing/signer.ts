import { sign } from 'node:crypto'
import { compactVerify, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Database } from '../../db/client.ts'
import { CLOCKS_DIFFER } from '../clocks.ts'
import { decrypt, encrypt } from './encrypt.ts'
import { signJws, verifyAsOurs } from './jws.ts'
import { openKeyRing } from './key-ring.ts'
import type { KeyPurpose, PublishedKey } from './keys.ts'

/** Holds the private keys; nothing else does. Keys that sign tokens never sign credentials, and the other way round. */
export type Signer = {
  /** Sees keys that another process rotated a few seconds ago or earlier; called before `keyId` and `published`. */
  refresh(): Promise<void>
  /** The id of the key that signs for this purpose now. */
  keyId(purpose: KeyPurpose): string
  /** A compact ES256 JWS over the JSON of `payload`, by the key that `kid` names (after a "#", where it has one). */
  sign(
    purpose: 'token' | 'credential',
    payload: object,
    header: { typ: string; cty?: string; kid?: string },
  ): Promise<string>
  /** An Ed25519 signature over the bytes, by the `proof` key with this id. */
  signProof(bytes: Uint8Array, kid: string): Promise<Uint8Array>
  /**
   * The claims of a token that we signed for this issuer and audience and that has not expired; null otherwise. Clocks may
   * differ by `tolerance` seconds, five minutes unless told.
   */
  verifyToken(
    token: string,
    expected: { issuer: string; audience: string; now: Date; tolerance?: number },
  ): Promise<JWTPayload | null>
  /**
   * Checks a JWS against our own published keys, never against a key that it brings along, and names the one that it
   * found: what a compromised key signed says nothing by itself. `malformed` is what does not come so far that a key is
   * looked for.
   */
  verifyCredential(
    jws: string,
  ): Promise<{ signature: 'valid' | 'unknown-key' | 'invalid' | 'malformed'; key: PublishedKey | null }>
  published(): PublishedKey[]
  /** Encrypts a text so that only processes with the same secret read it again; `reveal` rejects what is none of these. */
  conceal(text: string): Promise<string>
  reveal(concealed: string): Promise<string>
}

/** Signs with the keys in the database; throws `CannotStart` when they do not open with the secret. */
export async function openSigner(
  db: Database,
  secret: Uint8Array,
  clock: () => number = Date.now,
): Promise<Signer> {
  const keys = await openKeyRing(db, secret, clock)
  return {
    refresh: keys.refresh,
    keyId: (purpose) => keys.current(purpose).kid,
    async sign(purpose, payload, header) {
      if (header.kid === undefined) await keys.refresh()
      const { kid, privateKey } =
        header.kid === undefined ? keys.current(purpose) : keys.named(header.kid, purpose)
      return signJws(payload, { alg: 'ES256', kid, ...header }, privateKey)
    },
    async signProof(bytes, kid) {
      return new Uint8Array(sign(null, bytes, keys.named(kid, 'proof').privateKey))
    },
    async verifyToken(token, { issuer, audience, now, tolerance = CLOCKS_DIFFER }) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = await keys.find(kid, 'token')
            if (key.compromisedFrom !== null) throw new errors.JWKSNoMatchingKey()
            return key.jwk
          },
          {
            algorithms: ['ES256'],
            issuer,
            audience,
            typ: 'at+jwt',
            currentDate: now,
            clockTolerance: tolerance,
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
      const quick = await verifyAsOurs(jws, keys)
      if (quick) return quick
      let found: PublishedKey | null = null
      try {
        // Strangers write the header: a `kid` need not be text.
        const key = async ({ kid }: { kid?: unknown }) => {
          const named = typeof kid === 'string' ? kid.split('#').at(-1) : undefined
          found = await keys.find(named, 'credential')
          return found.jwk
        }
        await compactVerify(jws, key, { algorithms: ['ES256'] })
        return { signature: 'valid', key: found }
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey) return { signature: 'unknown-key', key: null }
        if (error instanceof errors.JOSEError)
          return { signature: found ? 'invalid' : 'malformed', key: found }
        throw error
      }
    },
    published: keys.published,
    conceal: (text) => encrypt(text, secret),
    reveal: (concealed) => decrypt(concealed, secret),
  }
}
