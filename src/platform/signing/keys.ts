import { isNull } from 'drizzle-orm'
import {
  CompactEncrypt,
  type CryptoKey,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import type { Tx } from '../../db/client.ts'
import { signingKeys } from '../../db/schema/platform.ts'
import { CannotStart } from '../../errors.ts'

/** `token`: access tokens. `credential`: certificates as JWT. `proof`: data-integrity proofs. No key serves two of them. */
const algorithms = { token: 'ES256', credential: 'ES256', proof: 'EdDSA' } as const

export type Purpose = keyof typeof algorithms

/** A key as published, and whether it still signs. */
export type PublishedKey = { kid: string; purpose: Purpose; jwk: JWK; retired: boolean }

export type SigningKey = PublishedKey & { privateKey: CryptoKey }

/** Makes the keys that are missing; called at start, under the lock of the migration. */
export async function makeMissingKeys(db: Tx, secret: Uint8Array, now: Date): Promise<void> {
  const present = await db
    .select({ purpose: signingKeys.purpose })
    .from(signingKeys)
    .where(isNull(signingKeys.retiredAt))
  for (const purpose of Object.keys(algorithms) as Purpose[]) {
    if (!present.some((key) => key.purpose === purpose)) await makeKey(db, purpose, secret, now)
  }
}

async function makeKey(db: Tx, purpose: Purpose, secret: Uint8Array, now: Date): Promise<void> {
  const alg = algorithms[purpose]
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  const privateJwe = await new CompactEncrypt(Buffer.from(JSON.stringify(await exportJWK(privateKey))))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(secret)
  await db.insert(signingKeys).values({
    kid,
    purpose,
    publicJwk: { ...publicJwk, kid, alg, use: 'sig' },
    privateJwe,
    createdAt: now,
  })
}

/** All keys, the newest first; only those that still sign come with their private part. Throws when the secret is wrong. */
export async function readKeys(
  db: Tx,
  secret: Uint8Array,
): Promise<{ published: PublishedKey[]; signing: SigningKey[] }> {
  const rows = await db.select().from(signingKeys)
  rows.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const published: PublishedKey[] = []
  const signing: SigningKey[] = []
  for (const row of rows) {
    const key = {
      kid: row.kid,
      purpose: row.purpose,
      jwk: row.publicJwk as JWK,
      retired: row.retiredAt !== null,
    }
    published.push(key)
    if (!key.retired)
      signing.push({
        ...key,
        privateKey: await openPrivateKey(row.privateJwe, secret, algorithms[row.purpose]),
      })
  }
  return { published, signing }
}

async function openPrivateKey(privateJwe: string, secret: Uint8Array, alg: string): Promise<CryptoKey> {
  try {
    const { plaintext } = await compactDecrypt(privateJwe, secret)
    return (await importJWK(JSON.parse(Buffer.from(plaintext).toString('utf8')), alg)) as CryptoKey
  } catch (cause) {
    throw new CannotStart(
      'The keys in the database do not open with this KEY_SECRET (or the key-secret file of DATA_DIR).',
      {
        cause,
      },
    )
  }
}
