import { and, eq, inArray, ne, or } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { mobilities } from '../../../db/schema/mobility/mobilities.ts'
import { people } from '../../../db/schema/parties/people.ts'
import { assessments } from '../../../db/schema/recognition/assessments.ts'
import { assignments } from '../../../db/schema/recognition/assignments.ts'
import { outcomes, recognitions } from '../../../db/schema/recognition/recognitions.ts'
import type { Assessment } from '../store.ts'

/** A case that somebody is assigned to, by all that a table may call it. */
export type AssignedTo = {
  recognitionId: string
  learnerId: string
  learner: string | null
  mobility: string | null
  projectCode: string
  mobilityCode: string | null
}

type Names = { learners: string[]; mobilities: string[]; codes: string[] }

/** The cases that a member is assigned to, of those that have one of these names. */
export async function findAssignedTo(tx: Tx, memberId: string, names: Names): Promise<AssignedTo[]> {
  const named = [
    ...(names.learners.length > 0 ? [inArray(people.externalId, names.learners)] : []),
    ...(names.mobilities.length > 0 ? [inArray(mobilities.externalId, names.mobilities)] : []),
    ...(names.codes.length > 0 ? [inArray(mobilities.mobilityCode, names.codes)] : []),
  ]
  if (named.length === 0) return []
  return tx
    .selectDistinct({
      recognitionId: recognitions.id,
      learnerId: mobilities.learnerId,
      learner: people.externalId,
      mobility: mobilities.externalId,
      projectCode: mobilities.projectCode,
      mobilityCode: mobilities.mobilityCode,
    })
    .from(assignments)
    .innerJoin(recognitions, eq(recognitions.id, assignments.recognitionId))
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .leftJoin(people, eq(people.id, mobilities.learnerId))
    .where(and(eq(assignments.memberId, memberId), ne(assignments.state, 'withdrawn'), or(...named)))
}

export type OwnMarks = Assessment & { competence: string; methods: string[] }

/** What a member has marked in cases, but on appeal; with the competence and the methods agreed for it. */
export async function findOwnMarks(
  tx: Tx,
  memberId: string,
  recognitionIds: readonly string[],
): Promise<OwnMarks[]> {
  if (recognitionIds.length === 0) return []
  const rows = await tx
    .select({ assessment: assessments, competence: outcomes.competence, methods: outcomes.methods })
    .from(assessments)
    .innerJoin(outcomes, eq(outcomes.id, assessments.outcomeId))
    .where(
      and(
        eq(assessments.assessorId, memberId),
        ne(assessments.round, 'appeal'),
        inArray(assessments.recognitionId, [...recognitionIds]),
      ),
    )
  return rows.map(({ assessment, competence, methods }) => ({ ...assessment, competence, methods }))
}
