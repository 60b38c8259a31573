import { CompactSign, compactVerify, errors, importJWK, type JWTPayload, jwtVerify } from 'jose'
import type { Database } from '../../db/client.ts'
import { countsSince, type PublishedKey, type Purpose, readKeys, type SigningKey } from './keys.ts'

/** Holds the private keys; nothing else does. Keys that sign tokens never sign credentials, and the other way round. */
export type Signer = {
  /** Sees keys that another process rotated a few seconds ago or earlier; called before `keyId` and `published`. */
  refresh(): Promise<void>
  /** The id of the key that signs for this purpose now. */
  keyId(purpose: Purpose): string
  /** A compact ES256 JWS over the JSON of `payload`, by the key that `kid` names (after a "#", where it has one). */
  sign(
    purpose: 'token' | 'credential',
    payload: object,
    header: { typ: string; cty?: string; kid?: string },
  ): Promise<string>
  /** An Ed25519 signature over the bytes, by the `proof` key with this id. */
  signProof(bytes: Uint8Array, kid: string): Promise<Uint8Array>
  /** The claims of a token that we signed for this issuer and audience and that has not expired; null otherwise. */
  verifyToken(
    token: string,
    expected: { issuer: string; audience: string; now: Date },
  ): Promise<JWTPayload | null>
  /**
   * Checks a JWS against our own published keys, never against a key that it brings along. `registeredAt` says since when
   * the register has had it: what a compromised key signed counts only if it was there before.
   */
  verifyCredential(
    jws: string,
    registeredAt: Date | null,
  ): Promise<'valid' | 'unknown-key' | 'compromised-key' | 'invalid'>
  published(): PublishedKey[]
}

/** Another process may have rotated a key since we last looked; nobody can make us look more often than this. */
const LOOK_AGAIN_AFTER_MS = 5_000

export async function openSigner(
  db: Database,
  secret: Uint8Array,
  elapsed: () => number = Date.now,
): Promise<Signer> {
  let keys = await readKeys(db.owner, secret)
  let readAt = elapsed()
  // A key that is retired while a document is being signed with it signs that one to the end.
  const held = new Map<string, SigningKey>()
  hold()

  function hold(): void {
    for (const key of keys.signing) held.set(key.kid, key)
  }

  let reading: Promise<void> | null = null

  async function refresh(): Promise<void> {
    if (reading) return reading
    if (elapsed() - readAt <= LOOK_AGAIN_AFTER_MS) return
    readAt = elapsed()
    reading = readKeys(db.owner, secret)
      .then((read) => {
        keys = read
        hold()
      })
      .finally(() => {
        reading = null
      })
    return reading
  }

  async function find(kid: string | undefined, purpose: Purpose): Promise<PublishedKey> {
    await refresh()
    const key = keys.published.find((one) => one.kid === kid && one.purpose === purpose)
    if (!key) throw new errors.JWKSNoMatchingKey()
    return key
  }

  function current(purpose: Purpose): SigningKey {
    const key = keys.signing.find((one) => one.purpose === purpose)
    if (!key) throw new Error(`There is no ${purpose} key.`)
    return key
  }

  function named(kid: string, purpose: Purpose): SigningKey {
    const key = held.get(kid.split('#').at(-1)!)
    if (key?.purpose !== purpose) throw new Error(`There is no ${purpose} key ${kid} to sign with.`)
    return key
  }

  return {
    refresh,
    keyId: (purpose) => current(purpose).kid,
    async sign(purpose, payload, header) {
      if (header.kid === undefined) await refresh()
      const { kid, privateKey } = header.kid === undefined ? current(purpose) : named(header.kid, purpose)
      return new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'ES256', kid, ...header })
        .sign(privateKey)
    },
    async signProof(bytes, kid) {
      return new Uint8Array(
        await crypto.subtle.sign('Ed25519', named(kid, 'proof').privateKey, bytes as Uint8Array<ArrayBuffer>),
      )
    },
    async verifyToken(token, { issuer, audience, now }) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = await find(kid, 'token')
            if (key.compromisedFrom !== null) throw new errors.JWKSNoMatchingKey()
            return importJWK(key.jwk, 'ES256')
          },
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
    async verifyCredential(jws, registeredAt) {
      try {
        let counts = true
        const key = async ({ kid }: { kid?: string }) => {
          const found = await find(kid?.split('#').at(-1), 'credential')
          counts = countsSince(found, registeredAt)
          return importJWK(found.jwk, 'ES256')
        }
        await compactVerify(jws, key, { algorithms: ['ES256'] })
        return counts ? 'valid' : 'compromised-key'
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey) return 'unknown-key'
        if (error instanceof errors.JOSEError) return 'invalid'
        throw error
      }
    },
    published: () => keys.published,
  }
}
