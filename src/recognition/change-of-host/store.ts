import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { participationAttestations } from '../../db/schema/certification/mobility-papers.ts'

/** Whether a host has said from when until when the learner of a mobility was there. */
export async function isAttended(tx: Tx, mobilityId: string): Promise<boolean> {
  const [found] = await tx
    .select({ one: sql`1` })
    .from(participationAttestations)
    .where(eq(participationAttestations.mobilityId, mobilityId))
    .limit(1)
  return found !== undefined
}
