import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { assignmentOf, type LoadedCase, settlementOf } from '../case.ts'
import { mayRead } from './assessor.ts'

export type Assessment = typeof assessments.$inferSelect

export async function insertAssessment(tx: Tx, values: typeof assessments.$inferInsert): Promise<Assessment> {
  const [row] = await tx.insert(assessments).values(values).returning()
  return row!
}

export async function listAssessments(tx: Tx, recognitionId: string): Promise<Assessment[]> {
  return tx
    .select()
    .from(assessments)
    .where(eq(assessments.recognitionId, recognitionId))
    .orderBy(asc(assessments.id))
}

/** The assessments of a case that the actor may see now; blind marking holds here, for every list that shows marks. */
export function readableOf(loaded: LoadedCase, actor: Actor): Assessment[] {
  const { assessments, recognition } = loaded
  const { memberId } = actor
  const assignment = assignmentOf(loaded, memberId)
  const isFree = assignment?.state === 'accepted'
  const reader = {
    memberId,
    round: assignment && (isFree || assignment.round === 'second') ? assignment.round : null,
    isAssessor: actor.roles.includes('assessor'),
    hasMarked: assessments.some(({ assessorId }) => assessorId === memberId),
    underAssessment: recognition.stage === 'assessment',
  }
  return assessments.filter((row) => {
    const { awaits } = settlementOf(loaded, row.outcomeId)
    return mayRead(row, reader, {
      settled: awaits === null,
      awaitsAdjudication: awaits === 'adjudication',
      markedByReader: assessments.some(
        ({ outcomeId, assessorId }) => outcomeId === row.outcomeId && assessorId === memberId,
      ),
    })
  })
}
