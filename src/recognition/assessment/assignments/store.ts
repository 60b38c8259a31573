import { and, asc, eq, ne } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { assignments } from '../../../db/schema/recognition/assignments.ts'

export type Assignment = typeof assignments.$inferSelect

export async function insertAssignment(tx: Tx, values: typeof assignments.$inferInsert): Promise<Assignment> {
  const [row] = await tx.insert(assignments).values(values).returning()
  return row!
}

/** Every assignment of a case, withdrawn ones too. */
export async function listAssignments(tx: Tx, recognitionId: string): Promise<Assignment[]> {
  return tx
    .select()
    .from(assignments)
    .where(eq(assignments.recognitionId, recognitionId))
    .orderBy(asc(assignments.id))
}

/** The assignment of a member to a case that stands. */
export async function findAssignment(
  tx: Tx,
  recognitionId: string,
  memberId: string,
): Promise<Assignment | undefined> {
  const [row] = await tx
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.recognitionId, recognitionId),
        eq(assignments.memberId, memberId),
        ne(assignments.state, 'withdrawn'),
      ),
    )
  return row
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
