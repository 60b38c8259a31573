import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { issuerKeys } from '../../db/schema/platform.ts'
import { Trouble } from '../../errors.ts'
import {
  asPublished,
  type IssuingPurpose,
  type KeptKey,
  newKey,
  openPrivateKey,
  type PublishedKey,
} from './key.ts'

const purposes: readonly IssuingPurpose[] = ['credential', 'proof']

/** All keys of an organisation, the newest first. */
export function readIssuerKeys(db: Tx, organisationId: string): Promise<KeptKey[]> {
  return db
    .select()
    .from(issuerKeys)
    .where(eq(issuerKeys.organisationId, organisationId))
    .orderBy(desc(issuerKeys.createdAt))
}

/** The keys of organisations that others may know, of all of them. */
export async function readCompromised(db: Tx): Promise<PublishedKey[]> {
  return (await db.select().from(issuerKeys).where(isNotNull(issuerKeys.compromisedFrom))).map(asPublished)
}

/** Every key of every organisation with the organisation's name, for whoever runs the service. */
export async function listIssuerKeys(db: Tx): Promise<(PublishedKey & { name: string })[]> {
  const rows = await db
    .select({ key: issuerKeys, name: organisations.name })
    .from(issuerKeys)
    .innerJoin(organisations, eq(organisations.id, issuerKeys.organisationId))
    .orderBy(organisations.name, organisations.id, desc(issuerKeys.createdAt))
  return rows.map(({ key, name }) => ({ ...asPublished(key), name }))
}

/** Makes the keys that an organisation lacks. Where several do so at once, over several processes too, one pair comes of it. */
export async function makeIssuerKeys(
  db: Tx,
  organisationId: string,
  secret: Uint8Array,
  now: Date,
): Promise<void> {
  const made = await Promise.all(purposes.map((purpose) => newKey(purpose, secret, now)))
  await db
    .insert(issuerKeys)
    .values(made.map((key) => ({ ...key, organisationId })))
    .onConflictDoNothing()
}

/**
 * Makes new keys of one organisation; its old ones sign no more, stay published, and what they signed stays checkable.
 * Throws when it has none yet, or the secret is not the one that they open with.
 */
export async function rotateIssuerKeys(
  db: Tx,
  organisationId: string,
  secret: Uint8Array,
  now: Date,
  ofPurposes = purposes,
): Promise<void> {
  await db.transaction(async (tx) => {
    await takeTurns(tx)
    const signing = (await readIssuerKeys(tx, organisationId)).filter(({ retiredAt }) => retiredAt === null)
    if (signing.length === 0)
      throw new Trouble(`The organisation ${organisationId} has no keys: they are made when it first issues.`)
    for (const { privateJwe } of signing) await openPrivateKey(privateJwe, secret)
    for (const purpose of ofPurposes) {
      await tx
        .update(issuerKeys)
        .set({ retiredAt: now })
        .where(
          and(
            eq(issuerKeys.organisationId, organisationId),
            eq(issuerKeys.purpose, purpose),
            isNull(issuerKeys.retiredAt),
          ),
        )
      await tx.insert(issuerKeys).values({ ...(await newKey(purpose, secret, now)), organisationId })
    }
  })
}

/** Within a transaction: marks the key of an organisation as known since `from`, and replaces it where it still signs. */
export async function compromiseIssuerKey(
  tx: Tx,
  secret: Uint8Array,
  kid: string,
  from: Date,
  now: Date,
): Promise<void> {
  await takeTurns(tx)
  const [key] = await tx.select().from(issuerKeys).where(eq(issuerKeys.kid, kid))
  if (!key) throw new Trouble(`There is no key ${kid}; "list" shows those that there are.`)
  const earlier = key.compromisedFrom !== null && key.compromisedFrom < from
  if (!earlier) await tx.update(issuerKeys).set({ compromisedFrom: from }).where(eq(issuerKeys.kid, kid))
  if (key.retiredAt === null) await rotateIssuerKeys(tx, key.organisationId, secret, now, [key.purpose])
}

/** As with the keys of the service: who changes which key signs takes turns with all others who do. */
async function takeTurns(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table ${issuerKeys} in share row exclusive mode`)
}
