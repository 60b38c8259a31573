import { and, asc, eq, lte, max, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { declarations, outcomes, recognitions } from '../../db/schema/recognition/recognitions.ts'
import { dayOf } from '../../platform/dates.ts'
import type { Recognition } from '../store.ts'
import type { AssessorFacts } from './assessor.ts'
import { listAssignments } from './assignments/store.ts'

/** What must be known of every assessment of a case to say whether its assessor may have given it. */
export async function gatherAssessors(
  tx: Tx,
  recognition: Recognition,
  areaOf: (competence: string) => string | null,
): Promise<AssessorFacts[]> {
  const assigned = await listAssignments(tx, recognition.id)
  const rows = await tx
    .select({ assessment: assessments, competence: outcomes.competence })
    .from(assessments)
    .innerJoin(outcomes, eq(outcomes.id, assessments.outcomeId))
    .where(eq(assessments.recognitionId, recognition.id))
    .orderBy(asc(assessments.id))
  const gathered: AssessorFacts[] = []
  for (const { assessment, competence } of rows) {
    const { assessorId, submittedAt } = assessment
    const mentored = await lastMentored(tx, assessorId, recognition.mobilityId, submittedAt)
    gathered.push({
      round: assessment.round,
      assessorId,
      assessedOn: dayOf(submittedAt),
      scope: { frameworkId: recognition.frameworkId, area: areaOf(competence), competence },
      authorisation: assessment.authorisation,
      assignment: assigned.find((one) => one.id === assessment.assignmentId),
      mentoredOn: mentored && dayOf(mentored),
    })
  }
  return gathered
}

/** When a member last vouched, until a moment and as mentor, for work of the learner whose mobility this is; null: never. */
export async function lastMentored(
  tx: Tx,
  memberId: string,
  mobilityId: string,
  until: Date,
): Promise<Date | null> {
  const [row] = await tx
    .select({ at: max(declarations.at) })
    .from(declarations)
    .innerJoin(recognitions, eq(recognitions.id, declarations.recognitionId))
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .where(
      and(
        eq(declarations.memberId, memberId),
        eq(declarations.kind, 'attestation'),
        lte(declarations.at, until),
        sql`${mobilities.learnerId} = (select learner_id from mobilities where id = ${mobilityId})`,
      ),
    )
  return row?.at ?? null
}
