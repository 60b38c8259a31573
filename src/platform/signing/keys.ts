import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { signingKeys } from '../../db/schema/platform.ts'
import { Trouble } from '../../errors.ts'
import { isAhead } from '../clocks.ts'
import { compromiseIssuerKey } from './issuer-keys.ts'
import {
  algorithms,
  asPublished,
  type KeyPurpose,
  newKey,
  openPrivateKey,
  type PublishedKey,
  type SigningKey,
} from './key.ts'

/**
 * Whoever changes which key signs takes turns with all others who do, until the transaction ends. The lock comes before
 * any row is held, so that nobody waits for each other.
 */
async function takeTurns(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table ${signingKeys} in share row exclusive mode`)
}

/** Makes the keys of the service that are missing; called at start. */
export async function makeMissingKeys(db: Tx, secret: Uint8Array, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await takeTurns(tx)
    const present = await tx
      .select({ purpose: signingKeys.purpose })
      .from(signingKeys)
      .where(isNull(signingKeys.retiredAt))
    for (const purpose of Object.keys(algorithms) as KeyPurpose[]) {
      if (present.some((key) => key.purpose === purpose)) continue
      await tx.insert(signingKeys).values(await newKey(purpose, secret, now))
    }
  })
}

/**
 * Makes a new key of the service for each purpose; the old ones sign no more, stay published, and what they signed stays
 * checkable. Throws when the secret is not the one that the present keys open with: no service could sign afterwards.
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
      const key = await newKey(purpose, secret, now)
      await tx.insert(signingKeys).values(key)
      made.push(key.kid)
    }
    return made
  })
}

/**
 * Marks a key, the service's or an organisation's, as known to somebody else from `from` on, and replaces it when it still
 * signs; no other holder's key is touched. An earlier mark stays when it says an earlier time. Throws when there is no such
 * key, or the time is still to come.
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
    if (!key) return compromiseIssuerKey(tx, secret, kid, from, now)
    const earlier = key.compromisedFrom !== null && key.compromisedFrom < from
    if (!earlier) {
      await tx.update(signingKeys).set({ compromisedFrom: from }).where(eq(signingKeys.kid, kid))
    }
    if (key.retiredAt === null) await rotateKeys(tx, secret, now, [key.purpose])
  })
}

/**
 * All keys of the service, the newest first; only those that still sign come with their private part. Throws when the
 * secret is wrong.
 */
export async function readKeys(
  db: Tx,
  secret: Uint8Array,
): Promise<{ published: PublishedKey[]; signing: SigningKey[] }> {
  const rows = await db.select().from(signingKeys)
  rows.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const published: PublishedKey[] = []
  const signing: SigningKey[] = []
  for (const row of rows) {
    const key = asPublished(row)
    published.push(key)
    if (key.retiredAt === null)
      signing.push({ ...key, privateKey: await openPrivateKey(row.privateJwe, secret) })
  }
  return { published, signing }
}
