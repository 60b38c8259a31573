import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { assignments } from '../../../db/schema/recognition/assignments.ts'

export type Assignment = typeof assignments.$inferSelect

export async function insertAssignment(tx: Tx, values: typeof assignments.$inferInsert): Promise<Assignment> {
  const [row] = await tx.insert(assignments).values(values).returning()
  return row!
}

export async function writeDeclaration(
  tx: Tx,
  id: string,
  declared: Pick<Assignment, 'state' | 'lastTrainedOn' | 'related' | 'otherConflict' | 'declaredAt'>,
): Promise<Assignment> {
  const [row] = await tx.update(assignments).set(declared).where(eq(assignments.id, id)).returning()
  return row!
}

export async function writeWithdrawal(
  tx: Tx,
  id: string,
  withdrawn: Pick<Assignment, 'withdrawnBy' | 'withdrawnAt' | 'withdrawalReason'>,
): Promise<Assignment> {
  const [row] = await tx
    .update(assignments)
    .set({ ...withdrawn, state: 'withdrawn' })
    .where(eq(assignments.id, id))
    .returning()
  return row!
}

/** Withdraws what stands of the assignments of an organisation's members to a case that it no longer hosts. */
export async function withdrawOfHost(
  tx: Tx,
  recognitionId: string,
  organisationId: string,
  withdrawn: Pick<Assignment, 'withdrawnBy' | 'withdrawnAt' | 'withdrawalReason'>,
): Promise<void> {
  await tx
    .update(assignments)
    .set({ ...withdrawn, state: 'withdrawn' })
    .where(
      and(
        eq(assignments.recognitionId, recognitionId),
        eq(assignments.memberOrganisationId, organisationId),
        inArray(assignments.state, ['assigned', 'accepted']),
      ),
    )
}
