import { and, asc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { issuingPauses } from '../../../db/schema/recognition/issuing-pauses.ts'
import type { Keyset } from '../../../platform/http/pages.ts'

export type IssuingPause = typeof issuingPauses.$inferSelect

export async function insertPause(tx: Tx, values: typeof issuingPauses.$inferInsert): Promise<void> {
  await tx.insert(issuingPauses).values(values).onConflictDoNothing()
}

export async function listPauses(tx: Tx, organisationId: string, keyset: Keyset): Promise<IssuingPause[]> {
  const party = or(
    eq(issuingPauses.organisationId, organisationId),
    eq(issuingPauses.hostingOrganisationId, organisationId),
  )
  return tx
    .select()
    .from(issuingPauses)
    .where(and(party, keyset.after ? gt(issuingPauses.id, keyset.after.id) : undefined))
    .orderBy(asc(issuingPauses.id))
    .limit(keyset.limit + 1)
}

/** Ends a pause of the awarding organisation; undefined when it is over already, foreign or unknown. */
export async function endPause(
  tx: Tx,
  organisationId: string,
  id: string,
  end: { resumedAt: Date; resumedBy: string; reason: string },
): Promise<IssuingPause | undefined> {
  const [row] = await tx
    .update(issuingPauses)
    .set(end)
    .where(
      and(
        eq(issuingPauses.id, id),
        eq(issuingPauses.organisationId, organisationId),
        isNull(issuingPauses.resumedAt),
      ),
    )
    .returning()
  return row
}
