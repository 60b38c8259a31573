import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { type Settlement, settle } from '../settlement.ts'
import { getRecognition } from '../store.ts'
import { mayRead } from './assessor.ts'
import { findAssignment } from './assignments/store.ts'
import { listSecondMarkings } from './second-marking/store.ts'

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

/** Every assessment of a case with, for each outcome marked, which one counts or what is still due. */
export async function readSettlements(
  tx: Tx,
  recognitionId: string,
): Promise<{ assessments: Assessment[]; settlements: Map<string, Settlement<Assessment>> }> {
  const rows = await listAssessments(tx, recognitionId)
  const due = (await listSecondMarkings(tx, recognitionId)).filter((one) => one.reasons.length > 0)
  const outcomeIds = [...new Set(rows.map((row) => row.outcomeId))]
  const settlements = outcomeIds.map((id) => {
    const own = rows.filter((row) => row.outcomeId === id)
    return [
      id,
      settle(
        own,
        due.some((one) => one.outcomeId === id),
      ),
    ] as const
  })
  return { assessments: rows, settlements: new Map(settlements) }
}

/** The assessments of a case that the caller may see now; blind marking holds here, for every list that shows marks. */
export async function readableAssessments(
  tx: Tx,
  asking: Actor,
  recognitionId: string,
): Promise<Assessment[]> {
  const { assessments, settlements } = await readSettlements(tx, recognitionId)
  const actor = await actorNow(tx, asking)
  const { memberId } = actor
  const assignment = memberId ? await findAssignment(tx, recognitionId, memberId) : undefined
  const free = assignment?.state === 'accepted'
  const reader = {
    memberId,
    round: assignment && (free || assignment.round === 'second') ? assignment.round : null,
    isAssessor: actor.roles.includes('assessor'),
    hasMarked: assessments.some((one) => one.assessorId === memberId),
    underAssessment: (await getRecognition(tx, recognitionId)).stage === 'assessment',
  }
  return assessments.filter((row) => {
    const awaits = settlements.get(row.outcomeId)?.awaits ?? null
    return mayRead(row, reader, {
      settled: awaits === null,
      awaitsAdjudication: awaits === 'adjudication',
      markedByReader: assessments.some(
        (one) => one.outcomeId === row.outcomeId && one.assessorId === memberId,
      ),
    })
  })
}

/** What decisions may follow from: the assessment that counts for each outcome, and those made on appeal. */
export async function listDecisive(tx: Tx, recognitionId: string): Promise<Assessment[]> {
  const { assessments, settlements } = await readSettlements(tx, recognitionId)
  const settled = [...settlements.values()].flatMap((one) => one.assessment ?? [])
  return [...settled, ...assessments.filter((one) => one.round === 'appeal')]
}
