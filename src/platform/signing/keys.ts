import { createPrivateKey, type KeyObject } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Tx } from '../../db/client.ts'
import { signingKeys } from '../../db/schema/platform.ts'
import { CannotStart, Trouble } from '../../errors.ts'
import { isAhead } from '../clocks.ts'
import { decrypt, encrypt } from './encrypt.ts'

/** `token`: access tokens. `credential`: certificates as JWT. `proof`: data-integrity proofs. No key serves two of them. */
const algorithms = { token: 'ES256', credential: 'ES256', proof: 'EdDSA' } as const

export type KeyPurpose = keyof typeof algorithms

/** A key as published, since when it signs no more, and from when on its signatures count no more. */
export type PublishedKey = {
  kid: string
  purpose: KeyPurpose
  jwk: JWK
  createdAt: Date
  retiredAt: Date | null
  compromisedFrom: Date | null
}

export type SigningKey = PublishedKey & { privateKey: KeyObject }

/**
 * Whoever changes which key signs takes turns with all others who do, until the transaction ends. The lock comes before
 * any row is held, so that nobody waits for each other.
 */
async function takeTurns(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table ${signingKeys} in share row exclusive mode`)
}

/** Makes the keys that are missing; called at start. */
export async function makeMissingKeys(db: Tx, secret: Uint8Array, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await takeTurns(tx)
    const present = await tx
      .select({ purpose: signingKeys.purpose })
      .from(signingKeys)
      .where(isNull(signingKeys.retiredAt))
    for (const purpose of Object.keys(algorithms) as KeyPurpose[]) {
      if (!present.some((key) => key.purpose === purpose)) await makeKey(tx, purpose, secret, now)
    }
  })
}

/**
 * Makes a new key for each purpose; the old ones sign no more, stay published, and what they signed stays checkable.
 * Throws when the secret is not the one that the present keys open with: no service could sign afterwards.
 */
export async function rotateKeys(
  db: Tx,
  secret: Uint8Array,
  now: Date,
  purposes = Object.keys(algorithms) as KeyPurpose[],
): Promise<string[]> {
  return db.transaction(async (tx) => {
    await takeTurns(tx)
    await readKeys(tx, secret)
    const made: string[] = []
    for (const purpose of purposes) {
      await tx
        .update(signingKeys)
        .set({ retiredAt: now })
        .where(and(eq(signingKeys.purpose, purpose), isNull(signingKeys.retiredAt)))
      made.push(await makeKey(tx, purpose, secret, now))
    }
    return made
  })
}

/**
 * Marks a key as known to somebody else from `from` on, and replaces it when it still signs. An earlier mark stays when
 * it says an earlier time. Throws when there is no such key, or the time is still to come.
 */
export async function compromiseKey(
  db: Tx,
  secret: Uint8Array,
  kid: string,
  from: Date,
  now: Date,
): Promise<void> {
  if (isAhead(from, now))
    throw new Trouble(`${from.toISOString()} is still to come: say since when the key is known.`)
  await db.transaction(async (tx) => {
    await takeTurns(tx)
    const [key] = await tx.select().from(signingKeys).where(eq(signingKeys.kid, kid))
    if (!key) throw new Trouble(`There is no key ${kid}; "list" shows those that there are.`)
    const earlier = key.compromisedFrom !== null && key.compromisedFrom < from
    if (!earlier) {
      await tx.update(signingKeys).set({ compromisedFrom: from }).where(eq(signingKeys.kid, kid))
    }
    if (key.retiredAt === null) await rotateKeys(tx, secret, now, [key.purpose])
  })
}

/** Whether a signature counts that the register has had since `registeredAt`; null: that it has not at all. */
export function countsSince(key: Pick<PublishedKey, 'compromisedFrom'>, registeredAt: Date | null): boolean {
  return key.compromisedFrom === null || (registeredAt !== null && registeredAt < key.compromisedFrom)
}

async function makeKey(db: Tx, purpose: KeyPurpose, secret: Uint8Array, now: Date): Promise<string> {
  const alg = algorithms[purpose]
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  const privateJwe = await encrypt(JSON.stringify(await exportJWK(privateKey)), secret)
  await db.insert(signingKeys).values({
    kid,
    purpose,
    publicJwk: { ...publicJwk, kid, alg, use: 'sig' },
    privateJwe,
    createdAt: now,
  })
  return kid
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
      createdAt: row.createdAt,
      retiredAt: row.retiredAt,
      compromisedFrom: row.compromisedFrom,
    }
    published.push(key)
    if (key.retiredAt === null)
      signing.push({
        ...key,
        privateKey: await openPrivateKey(row.privateJwe, secret),
      })
  }
  return { published, signing }
}

async function openPrivateKey(privateJwe: string, secret: Uint8Array): Promise<KeyObject> {
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
