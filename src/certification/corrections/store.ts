import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { rowsOf, together } from '../../db/together.ts'
import type { Correction } from '../certificates/store.ts'

export async function insertCorrection(tx: Tx, values: typeof corrections.$inferInsert): Promise<Correction> {
  const [row] = await tx.insert(corrections).values(values).returning()
  return row!
}

/** What of a certificate waits for a second person: the request to revoke it, or the correction of it. */
export async function findAwaited(tx: Tx, certificateId: string) {
  const found = await together(tx, {
    requests: rowsOf(
      revocationRequests,
      and(eq(revocationRequests.certificateId, certificateId), isNull(revocationRequests.outcome)),
      revocationRequests.id,
    ),
    corrections: rowsOf(
      corrections,
      and(eq(corrections.certificateId, certificateId), isNull(corrections.outcome)),
      corrections.id,
    ),
  })
  return { request: found.requests[0] ?? null, correction: found.corrections[0] ?? null }
}

export async function decideCorrection(
  tx: Tx,
  id: string,
  outcome: 'confirmed' | 'dismissed' | 'taken-up',
  decidedBy: string,
  decidedAt: Date,
): Promise<void> {
  await tx.update(corrections).set({ outcome, decidedBy, decidedAt }).where(eq(corrections.id, id))
}
