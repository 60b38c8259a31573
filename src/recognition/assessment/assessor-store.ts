import { and, asc, eq, inArray, lte, max, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { authorisations } from '../../db/schema/recognition/authorisations.ts'
import { declarations, recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { LoadedCase } from '../case.ts'
import type { AssessorFacts } from './assessor.ts'

/** What decides whether a member may mark in a case now: what they are authorised for, and when they last mentored. */
export async function gatherAssessor(
  tx: Tx,
  { organisationId, memberId }: { organisationId: string; memberId: string },
  mobilityId: string,
  until: Date,
  zone: Zone,
) {
  const held = and(eq(authorisations.organisationId, organisationId), eq(authorisations.memberId, memberId))
  const { mentored, authorised } = await together(tx, {
    mentored: sql<Date | null>`(${mentoredQuery(tx, memberId, mobilityId, until)})`.mapWith(
      (at) => at && new Date(at),
    ),
    authorised: rowsOf(authorisations, held, authorisations.id),
  })
  return { mentoredOn: mentored && dayOf(mentored, zone), authorised }
}

/** What must be known of every assessment of a case to say whether its assessor may have given it, in one statement. */
export async function gatherAssessors(
  tx: Tx,
  { recognition, assessments, assignments, outcomes, settings }: LoadedCase,
  areaOf: (competence: string) => string | null,
): Promise<AssessorFacts[]> {
  const attested = await listAttested(
    tx,
    assessments.map(({ assessorId }) => assessorId),
    recognition.mobilityId,
  )
  return assessments.map((assessment) => {
    const { assessorId, submittedAt } = assessment
    const { competence } = outcomes.find(({ id }) => id === assessment.outcomeId)!
    const before = attested.filter(({ memberId, at }) => memberId === assessorId && at <= submittedAt)
    const last = before.at(-1)?.at
    return {
      round: assessment.round,
      assessorId,
      assessedOn: dayOf(submittedAt, settings.timeZone),
      scope: { frameworkId: recognition.frameworkId, area: areaOf(competence), competence },
      authorisation: assessment.authorisation,
      assignment: assignments.find(({ id }) => id === assessment.assignmentId),
      mentoredOn: last ? dayOf(last, settings.timeZone) : null,
    }
  })
}

/** When members vouched, as mentors, for work of the learner whose mobility this is; the oldest first. */
function listAttested(tx: Tx, memberIds: string[], mobilityId: string) {
  return tx
    .select({ memberId: declarations.memberId, at: declarations.at })
    .from(declarations)
    .innerJoin(recognitions, eq(recognitions.id, declarations.recognitionId))
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .where(
      and(
        inArray(declarations.memberId, [...new Set(memberIds)]),
        eq(declarations.kind, 'attestation'),
        sql`${mobilities.learnerId} = (select learner_id from mobilities where id = ${mobilityId})`,
      ),
    )
    .orderBy(asc(declarations.at))
}

/** When a member last vouched, until a moment and as mentor, for work of the learner whose mobility this is; null: never. */
export async function lastMentored(
  tx: Tx,
  memberId: string,
  mobilityId: string,
  until: Date,
): Promise<Date | null> {
  const [row] = await mentoredQuery(tx, memberId, mobilityId, until)
  return row?.at ?? null
}

const mentoredQuery = (tx: Tx, memberId: string, mobilityId: string, until: Date) =>
  tx
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
