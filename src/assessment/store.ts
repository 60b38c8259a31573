import { and, asc, count, desc, eq, gt, gte, isNull, lt, lte, max, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import type { HeldAuthorisation } from '../db/schema/assessments.ts'
import {
  assessmentDrafts,
  assessments,
  assignments,
  authorisations,
  issuingPauses,
  secondMarkings,
} from '../db/schema/assessments.ts'
import { mobilities } from '../db/schema/mobilities.ts'
import { declarations, outcomes, recognitions } from '../db/schema/recognitions.ts'
import { inPlaceOf } from '../db/tenancy.ts'
import { notFound } from '../errors.ts'
import { actorNow } from '../organisations/store.ts'
import type { Actor } from '../platform/auth/access.ts'
import { dayOf } from '../platform/dates.ts'
import type { Keyset } from '../platform/http/pages.ts'
import { type Settlement, settle } from '../recognitions/settlement.ts'
import type { Recognition } from '../recognitions/store.ts'
import { type AssessorFacts, covers, mayRead, type Scope } from './assessor.ts'

export type Assessment = typeof assessments.$inferSelect
export type Draft = typeof assessmentDrafts.$inferSelect
export type SecondMarking = typeof secondMarkings.$inferSelect
export type Assignment = typeof assignments.$inferSelect
export type Authorisation = typeof authorisations.$inferSelect
export type IssuingPause = typeof issuingPauses.$inferSelect

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

export async function listSecondMarkings(tx: Tx, recognitionId: string): Promise<SecondMarking[]> {
  return tx
    .select()
    .from(secondMarkings)
    .where(eq(secondMarkings.recognitionId, recognitionId))
    .orderBy(asc(secondMarkings.id))
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

export async function putDraft(tx: Tx, values: typeof assessmentDrafts.$inferInsert): Promise<Draft> {
  const { judgements, marks, updatedAt } = values
  const [row] = await tx
    .insert(assessmentDrafts)
    .values(values)
    .onConflictDoUpdate({
      target: [assessmentDrafts.outcomeId, assessmentDrafts.assessorId],
      set: { judgements, marks, updatedAt },
    })
    .returning()
  return row!
}

/** The draft of an assessor; nobody else's can be seen. */
export async function findDraft(tx: Tx, outcomeId: string, assessorId: string): Promise<Draft | undefined> {
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

export async function insertAuthorisation(
  tx: Tx,
  values: typeof authorisations.$inferInsert,
): Promise<Authorisation> {
  const [row] = await tx.insert(authorisations).values(values).returning()
  return row!
}

/** Every authorisation of a member, revoked ones too. */
export async function listAuthorisations(
  tx: Tx,
  organisationId: string,
  memberId: string,
): Promise<Authorisation[]> {
  return tx
    .select()
    .from(authorisations)
    .where(and(eq(authorisations.organisationId, organisationId), eq(authorisations.memberId, memberId)))
    .orderBy(asc(authorisations.id))
}

/** The authorisation by which a member may assess something on a day, as it stands then. */
export async function findAuthorisation(
  tx: Tx,
  { organisationId, memberId }: { organisationId: string; memberId: string },
  scope: Scope,
  day: string,
): Promise<HeldAuthorisation | undefined> {
  const held = await listAuthorisations(tx, organisationId, memberId)
  const found = held.find((one) => one.revokedAt === null && covers(one, scope, day))
  if (!found) return undefined
  const { id, frameworkId, area, competence, validFrom, validUntil } = found
  return { id, frameworkId, area, competence, validFrom, validUntil }
}

export async function revokeAuthorisation(
  tx: Tx,
  one: { organisationId: string; memberId: string; id: string },
  now: Date,
): Promise<Authorisation> {
  const [row] = await tx
    .update(authorisations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(authorisations.id, one.id),
        eq(authorisations.memberId, one.memberId),
        eq(authorisations.organisationId, one.organisationId),
        isNull(authorisations.revokedAt),
      ),
    )
    .returning()
  if (!row) throw notFound('authorisation')
  return row
}

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

export type PairCount = {
  organisationId: string
  hostingOrganisationId: string
  frameworkId: string
  quarter: string
  first: number
  second: number
  times: number
}

const firsts = sql`assessments first_marks`

/**
 * How often first and second assessors gave which levels (0: none), by partnership, framework and quarter of the second
 * marks. `from` counts, `until` does not.
 */
export async function countPairs(
  tx: Tx,
  where: { organisationId?: string; partnership?: Recognition; from: Date; until?: Date },
): Promise<PairCount[]> {
  const { partnership, organisationId } = where
  const rows = await tx
    .select({
      organisationId: assessments.organisationId,
      hostingOrganisationId: assessments.hostingOrganisationId,
      frameworkId: recognitions.frameworkId,
      quarter: sql<string>`to_char(${assessments.submittedAt} at time zone 'UTC', 'YYYY"-Q"Q')`,
      first: sql<number>`coalesce(first_marks.level, 0)`,
      second: sql<number>`coalesce(${assessments.level}, 0)`,
      times: count(),
    })
    .from(assessments)
    .innerJoin(firsts, sql`first_marks.outcome_id = ${assessments.outcomeId} and first_marks.round = 'first'`)
    .innerJoin(recognitions, eq(recognitions.id, assessments.recognitionId))
    .where(
      and(
        eq(assessments.round, 'second'),
        gte(assessments.submittedAt, where.from),
        where.until ? lt(assessments.submittedAt, where.until) : undefined,
        organisationId
          ? or(
              eq(assessments.organisationId, organisationId),
              eq(assessments.hostingOrganisationId, organisationId),
            )
          : undefined,
        partnership
          ? and(
              eq(assessments.organisationId, partnership.organisationId),
              eq(assessments.hostingOrganisationId, partnership.hostingOrganisationId),
              eq(recognitions.frameworkId, partnership.frameworkId),
            )
          : undefined,
      ),
    )
    .groupBy(sql`1, 2, 3, 4, 5, 6`)
    .orderBy(sql`1, 2, 3, 4, 5, 6`)
  return rows
}

export async function insertPause(tx: Tx, values: typeof issuingPauses.$inferInsert): Promise<void> {
  await tx.insert(issuingPauses).values(values).onConflictDoNothing()
}

/** The newest pause of a partnership, over or not. */
export async function newestPause(
  tx: Tx,
  { organisationId, hostingOrganisationId }: Recognition,
): Promise<IssuingPause | undefined> {
  const [row] = await tx
    .select()
    .from(issuingPauses)
    .where(
      and(
        eq(issuingPauses.organisationId, organisationId),
        eq(issuingPauses.hostingOrganisationId, hostingOrganisationId),
      ),
    )
    .orderBy(desc(issuingPauses.id))
    .limit(1)
  return row
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
