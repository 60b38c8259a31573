import { sign } from 'node:crypto'
import { compactVerify, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Database } from '../../db/client.ts'
import { CLOCKS_DIFFER } from '../clocks.ts'
import { decrypt, encrypt } from './encrypt.ts'
import { openIssuerRing } from './issuer-ring.ts'
import { signJws, verifyAsOurs } from './jws.ts'
import type { IssuingPurpose, KeyHolder, KeyPurpose, PublishedKey, SigningKey } from './key.ts'
import { openKeyRing } from './key-ring.ts'

/** Holds the private keys; nothing else does. Keys that sign tokens never sign credentials, and the other way round. */
export type Signer = {
  /** Sees keys that another process rotated a few seconds ago or earlier; called before `keyId` and `published`. */
  refresh(): Promise<void>
  /** The id of the key of the service that signs for this purpose now. */
  keyId(purpose: KeyPurpose): string
  /** The id of the key that signs for this holder now; an organisation that has none yet is given one. */
  keyIdOf(holder: KeyHolder, purpose: IssuingPurpose): Promise<string>
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
   * found: what a compromised key signed says nothing by itself. `holderOf` tells whose the key is to be that the header's
   * `kid` names; the key of anybody else is unknown. `malformed` is what does not come so far that a key is looked for.
   */
  verifyCredential(
    jws: string,
    holderOf?: HolderOf,
  ): Promise<{ signature: 'valid' | 'unknown-key' | 'invalid' | 'malformed'; key: PublishedKey | null }>
  /** The published key with this id, where it is this holder's. */
  find(holder: KeyHolder, kid: string, purpose: IssuingPurpose): Promise<PublishedKey | null>
  /** The service's own. */
  published(): PublishedKey[]
  /** An organisation's own, the newest first; none where it has never issued. */
  publishedBy(organisationId: string): Promise<PublishedKey[]>
  /** Those that others may know, of the service and of every organisation, as of the last `refresh`. */
  compromised(): PublishedKey[]
  /** Encrypts a text so that only processes with the same secret read it again; `reveal` rejects what is none of these. */
  conceal(text: string): Promise<string>
  reveal(concealed: string): Promise<string>
}

/** Whose the key is to be that a `kid` names; undefined: nobody's who may sign this. */
export type HolderOf = (kid: string) => KeyHolder | undefined

const thumbprintIn = (kid: string) => kid.split('#').at(-1)!

/** Signs with the keys in the database; throws `CannotStart` when they do not open with the secret. */
export async function openSigner(
  db: Database,
  secret: Uint8Array,
  clock: () => number = Date.now,
): Promise<Signer> {
  const keys = await openKeyRing(db, secret, clock)
  const issuers = openIssuerRing(db, secret, clock)

  function named(kid: string, purpose: KeyPurpose): SigningKey {
    const thumbprint = thumbprintIn(kid)
    const key = keys.held(thumbprint) ?? issuers.held(thumbprint)
    if (key?.purpose !== purpose) throw new Error(`There is no ${purpose} key ${kid} to sign with.`)
    return key
  }

  /** Rejects with jose's JWKSNoMatchingKey where there is none. */
  const find = (holder: KeyHolder, kid: string | undefined, purpose: IssuingPurpose) =>
    holder === null ? keys.find(kid, purpose) : issuers.find(holder, kid, purpose)

  /** The key that is to have signed a credential, by the `kid` of its header, which strangers write: it need not be text. */
  async function credentialKey(kid: unknown, holderOf: HolderOf): Promise<PublishedKey> {
    const holder = typeof kid === 'string' ? holderOf(kid) : undefined
    if (holder === undefined) throw new errors.JWKSNoMatchingKey()
    return find(holder, thumbprintIn(String(kid)), 'credential')
  }

  return {
    async refresh() {
      await Promise.all([keys.refresh(), issuers.refresh()])
    },
    keyId: (purpose) => keys.current(purpose).kid,
    async keyIdOf(holder, purpose) {
      if (holder !== null) return (await issuers.current(holder, purpose)).kid
      await keys.refresh()
      return keys.current(purpose).kid
    },
    async sign(purpose, payload, header) {
      if (header.kid === undefined) await keys.refresh()
      const { kid, privateKey } =
        header.kid === undefined ? keys.current(purpose) : named(header.kid, purpose)
      return signJws(payload, { alg: 'ES256', kid, ...header }, privateKey)
    },
    async signProof(bytes, kid) {
      return new Uint8Array(sign(null, bytes, named(kid, 'proof').privateKey))
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
    async verifyCredential(jws, holderOf = () => null) {
      const keyNamed = (kid: unknown) => credentialKey(kid, holderOf)
      const quick = await verifyAsOurs(jws, keyNamed)
      if (quick) return quick
      let found: PublishedKey | null = null
      try {
        const key = async ({ kid }: { kid?: unknown }) => {
          found = await keyNamed(kid)
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
    find: (holder, kid, purpose) =>
      find(holder, kid, purpose).catch((error) => {
        if (error instanceof errors.JWKSNoMatchingKey) return null
        throw error
      }),
    published: keys.published,
    publishedBy: issuers.publishedBy,
    compromised: () => [
      ...keys.published().filter(({ compromisedFrom }) => compromisedFrom !== null),
      ...issuers.compromised(),
    ],
    conceal: (text) => encrypt(text, secret),
    reveal: (concealed) => decrypt(concealed, secret),
  }
}
