import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { accommodations, informationAcknowledgements } from '../../db/schema/recognition/identification.ts'
import { caseOf, type Recognition } from '../store.ts'

export type Acknowledgement = typeof informationAcknowledgements.$inferSelect
export type Accommodation = typeof accommodations.$inferSelect

export async function insertAcknowledgement(
  tx: Tx,
  recognition: Recognition,
  values: Pick<Acknowledgement, 'personId' | 'name' | 'sheet' | 'hash' | 'appealWindowDays' | 'at'>,
): Promise<Acknowledgement> {
  const [row] = await tx
    .insert(informationAcknowledgements)
    .values({ ...caseOf(recognition), ...values })
    .returning()
  return row!
}

/** What the learner of a case has acknowledged; undefined while nothing is. */
export async function findAcknowledgement(
  tx: Tx,
  recognitionId: string,
): Promise<Acknowledgement | undefined> {
  const [row] = await tx
    .select()
    .from(informationAcknowledgements)
    .where(eq(informationAcknowledgements.recognitionId, recognitionId))
  return row
}

export async function insertAccommodation(
  tx: Tx,
  recognition: Recognition,
  values: Pick<Accommodation, 'text' | 'memberId' | 'at'>,
): Promise<Accommodation> {
  const [row] = await tx
    .insert(accommodations)
    .values({ ...caseOf(recognition), ...values })
    .returning()
  return row!
}

/** What was recorded for a case, oldest first; the newest holds. */
export async function listAccommodations(tx: Tx, recognitionId: string): Promise<Accommodation[]> {
  return tx
    .select()
    .from(accommodations)
    .where(eq(accommodations.recognitionId, recognitionId))
    .orderBy(asc(accommodations.id))
}
