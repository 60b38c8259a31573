import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { revocationRequests } from '../../db/schema/certification/certificates.ts'
import type { RevocationRequest } from '../certificates/store.ts'

export async function insertRevocationRequest(
  tx: Tx,
  values: typeof revocationRequests.$inferInsert,
): Promise<RevocationRequest> {
  const [row] = await tx.insert(revocationRequests).values(values).returning()
  return row!
}

export async function decideRequest(
  tx: Tx,
  id: string,
  outcome: 'confirmed' | 'dismissed',
  decidedBy: string,
  decidedAt: Date,
): Promise<void> {
  await tx
    .update(revocationRequests)
    .set({ outcome, decidedBy, decidedAt })
    .where(eq(revocationRequests.id, id))
}
