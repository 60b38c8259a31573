import { and, asc, count, eq, gte, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { secondMarkings } from '../../../db/schema/recognition/second-markings.ts'
import type { Recognition } from '../../store.ts'

export type SecondMarking = typeof secondMarkings.$inferSelect

export async function insertSecondMarking(
  tx: Tx,
  recognition: Recognition,
  values: Omit<
    typeof secondMarkings.$inferInsert,
    'organisationId' | 'hostingOrganisationId' | 'recognitionId'
  >,
): Promise<SecondMarking> {
  const { id: recognitionId, organisationId, hostingOrganisationId } = recognition
  const [row] = await tx
    .insert(secondMarkings)
    .values({ ...values, recognitionId, organisationId, hostingOrganisationId })
    .returning()
  return row!
}

export async function listSecondMarkings(tx: Tx, recognitionId: string): Promise<SecondMarking[]> {
  return tx
    .select()
    .from(secondMarkings)
    .where(eq(secondMarkings.recognitionId, recognitionId))
    .orderBy(asc(secondMarkings.id))
}

/** How many outcomes of a partnership the sample has taken since a moment. */
export async function countSampled(
  tx: Tx,
  { organisationId, hostingOrganisationId }: Recognition,
  since: Date,
): Promise<number> {
  const [row] = await tx
    .select({ all: count() })
    .from(secondMarkings)
    .where(
      and(
        eq(secondMarkings.organisationId, organisationId),
        eq(secondMarkings.hostingOrganisationId, hostingOrganisationId),
        gte(secondMarkings.createdAt, since),
        sql`'sample' = any(${secondMarkings.reasons})`,
      ),
    )
  return row?.all ?? 0
}
