import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { assessmentDrafts } from '../../db/schema/recognition/assessments.ts'
import { inPlaceOf } from '../../db/tenancy.ts'

export type MarkingDraft = typeof assessmentDrafts.$inferSelect

export async function putDraft(tx: Tx, values: typeof assessmentDrafts.$inferInsert): Promise<MarkingDraft> {
  const { judgements, marks, method = null, contradiction = null, updatedAt } = values
  const [row] = await tx
    .insert(assessmentDrafts)
    .values(values)
    .onConflictDoUpdate({
      target: [assessmentDrafts.outcomeId, assessmentDrafts.assessorId],
      set: { judgements, marks, method, contradiction, updatedAt },
    })
    .returning()
  return row!
}

/** The draft of an assessor; nobody else's can be seen. */
export async function findDraft(
  tx: Tx,
  outcomeId: string,
  assessorId: string,
): Promise<MarkingDraft | undefined> {
  const [row] = await tx
    .select()
    .from(assessmentDrafts)
    .where(and(eq(assessmentDrafts.outcomeId, outcomeId), eq(assessmentDrafts.assessorId, assessorId)))
  return row
}

export async function deleteDraft(tx: Tx, outcomeId: string, assessorId: string): Promise<void> {
  await tx
    .delete(assessmentDrafts)
    .where(and(eq(assessmentDrafts.outcomeId, outcomeId), eq(assessmentDrafts.assessorId, assessorId)))
}

/** Discards, unread, every draft of an assessor of the acting organisation in a case. Returns how many there were. */
export async function discardDrafts(
  tx: Tx,
  recognitionId: string,
  assessorId: string,
  actingAs: string | null,
): Promise<number> {
  const discarded = await inPlaceOf(tx, assessorId, actingAs, () =>
    tx
      .delete(assessmentDrafts)
      .where(
        and(eq(assessmentDrafts.recognitionId, recognitionId), eq(assessmentDrafts.assessorId, assessorId)),
      )
      .returning({ id: assessmentDrafts.id }),
  )
  return discarded.length
}
