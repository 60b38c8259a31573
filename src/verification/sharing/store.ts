import { and, count, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { disclosures, shares } from '../../db/schema/verification/sharing.ts'
import { notFound } from '../../errors.ts'
import { defaultLevel, type Level, MAX_OPEN_SHARES } from './sharing.ts'

export type Share = typeof shares.$inferSelect

/** What the learner chose for everyone who has the code. */
export async function findLevel(tx: Tx, certificateId: string): Promise<Level> {
  const [row] = await tx
    .select({ level: disclosures.level })
    .from(disclosures)
    .where(eq(disclosures.certificateId, certificateId))
  return row?.level ?? defaultLevel
}

/** Chooses for everyone who has the code; what was chosen before is written over. */
export async function setLevel(tx: Tx, values: typeof disclosures.$inferInsert): Promise<void> {
  const { level, updatedAt } = values
  await tx
    .insert(disclosures)
    .values(values)
    .onConflictDoUpdate({ target: disclosures.certificateId, set: { level, updatedAt } })
}

export async function insertShare(tx: Tx, values: typeof shares.$inferInsert): Promise<Share> {
  const [row] = await tx.insert(shares).values(values).returning()
  return row!
}

const openAt = (certificateId: string, now: Date) =>
  and(eq(shares.certificateId, certificateId), isNull(shares.endedAt), gt(shares.expiresAt, now))

/** The shares of a certificate that still open, the newest first; there are never more than `MAX_OPEN_SHARES`. */
export async function listOpenShares(tx: Tx, certificateId: string, now: Date): Promise<Share[]> {
  return tx
    .select()
    .from(shares)
    .where(openAt(certificateId, now))
    .orderBy(desc(shares.id))
    .limit(MAX_OPEN_SHARES)
}

export async function countOpenShares(tx: Tx, certificateId: string, now: Date): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(shares).where(openAt(certificateId, now))
  return row?.open ?? 0
}

/** Ends a share of this certificate; true unless it had ended before. */
export async function markShareEnded(
  tx: Tx,
  certificateId: string,
  id: string,
  endedAt: Date,
): Promise<boolean> {
  const own = and(eq(shares.id, id), eq(shares.certificateId, certificateId))
  const [share] = await tx.select({ endedAt: shares.endedAt }).from(shares).where(own)
  if (!share) throw notFound('share')
  const ended = await tx
    .update(shares)
    .set({ endedAt })
    .where(and(own, isNull(shares.endedAt)))
    .returning({ id: shares.id })
  return ended.length > 0
}
