import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { accompanyingAttestations } from '../../db/schema/certification/accompanying-persons.ts'
import { participationAttestations } from '../../db/schema/certification/mobility-papers.ts'
import { stayAttestations } from '../../db/schema/mobility/stays.ts'

/** Whether a host has said that the learner of a mobility was there, or who accompanies them. */
export async function isAttended(tx: Tx, mobilityId: string): Promise<boolean> {
  const ofLearner = sql`exists (select 1 from ${participationAttestations}
    where ${eq(participationAttestations.mobilityId, mobilityId)})`
  const ofOthers = sql`exists (select 1 from ${accompanyingAttestations}
    where ${eq(accompanyingAttestations.mobilityId, mobilityId)})`
  const ofParts = sql`exists (select 1 from ${stayAttestations}
    where ${eq(stayAttestations.mobilityId, mobilityId)})`
  const [found] = await tx
    .select({ isAttended: sql<boolean>`${ofLearner} or ${ofOthers} or ${ofParts}` })
    .from(sql`(select 1) as once`)
  return found?.isAttended ?? false
}
