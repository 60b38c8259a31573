import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { people } from '../../db/schema/parties/people.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { awaitedSteps } from '../../db/schema/recognition/awaited-steps.ts'
import { cohortMembers } from '../../db/schema/recognition/cohorts.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { thisCase } from '../store.ts'
import type { Pending } from '../work/row-store.ts'
import { type BoardStage, boardStages, type Progress } from './cohort.ts'

/** How far a mobility is, as far as the reader is told. */
const stageFor = (memberId: string | null): SQL<BoardStage> => sql<BoardStage>`case
  when ${mobilities.cancelledAt} is not null then 'cancelled'
  when ${recognitions.id} is null then 'agreement'
  when ${recognitions.stage} in ('certified', 'refused') and ${isBlindTo(memberId, thisCase)} then 'closed'
  else ${recognitions.stage} end`

/** Since when it is there. */
const since = sql`coalesce(${mobilities.cancelledAt}, ${recognitions.stageSince}, ${mobilities.unsignedSince},
  ${mobilities.signedSince}, ${mobilities.createdAt})`.mapWith((value: string) => new Date(value))

/** What waits of the mobility, as the work list has it; cases that are over have what awaited steps and appeals say. */
export type OnBoard = Awaited<ReturnType<typeof listStanding>>[number]

/** One page of who is, or was, part of a cohort, with how far they are. */
export function listStanding(
  tx: Tx,
  cohortId: string,
  memberId: string | null,
  { after, limit }: Pick<Keyset, 'after' | 'limit'>,
) {
  const stage = stageFor(memberId)
  const tells = sql`${mobilities.cancelledAt} is null and not ${isBlindTo(memberId, thisCase)}`
  return tx
    .select({
      id: cohortMembers.mobilityId,
      mobilityId: cohortMembers.mobilityId,
      leftAt: cohortMembers.leftAt,
      replacedBy: cohortMembers.replacedBy,
      hostingOrganisationId: mobilities.hostingOrganisationId,
      unsignedSince: mobilities.unsignedSince,
      signedSince: mobilities.signedSince,
      personId: people.id,
      name: sql<string>`coalesce(trim(concat(${people.givenName}, ' ', ${people.familyName})), '')`,
      externalId: people.externalId,
      recognitionId: recognitions.id,
      stage,
      since,
      certificateId: certificates.id,
      certificateNumber: certificates.number,
    })
    .from(cohortMembers)
    .innerJoin(mobilities, eq(mobilities.id, cohortMembers.mobilityId))
    .innerJoin(people, eq(people.id, mobilities.learnerId))
    .leftJoin(recognitions, eq(recognitions.mobilityId, mobilities.id))
    .leftJoin(
      certificates,
      and(
        eq(certificates.recognitionId, recognitions.id),
        eq(certificates.status, 'issued'),
        isNull(certificates.revokedAt),
        tells,
      ),
    )
    .where(
      and(
        eq(cohortMembers.cohortId, cohortId),
        after ? sql`${cohortMembers.mobilityId} > ${after.id}::uuid` : undefined,
      ),
    )
    .orderBy(cohortMembers.mobilityId)
    .limit(limit + 1)
}

/** How many of a cohort are at each stage at which somebody is. */
export async function countProgress(tx: Tx, cohortId: string, memberId: string | null): Promise<Progress> {
  const rows = await tx
    .select({ stage: stageFor(memberId).as('board_stage'), people: sql<number>`count(*)::int` })
    .from(cohortMembers)
    .innerJoin(mobilities, eq(mobilities.id, cohortMembers.mobilityId))
    .leftJoin(recognitions, eq(recognitions.mobilityId, mobilities.id))
    .where(and(eq(cohortMembers.cohortId, cohortId), isNull(cohortMembers.leftAt)))
    .groupBy(sql`board_stage`)
  return boardStages.flatMap((stage) => rows.filter((row) => row.stage === stage))
}

/** What waits of cases that are over: that an appeal is decided, a certificate issued anew, or recognised. */
export async function listAfterwards(tx: Tx, recognitionIds: string[]): Promise<Pending[]> {
  if (recognitionIds.length === 0) return []
  const steps = tx
    .select({
      kind: sql<Pending['kind']>`${awaitedSteps.kind}`.as('kind'),
      id: sql<string>`${awaitedSteps.subjectId}`.as('subject_id'),
      recognitionId: awaitedSteps.recognitionId,
      updatedAt: sql`${awaitedSteps.since}`.mapWith(awaitedSteps.since).as('waiting_since'),
    })
    .from(awaitedSteps)
    .where(inArray(awaitedSteps.recognitionId, recognitionIds))
  const open = tx
    .select({
      kind: sql<Pending['kind']>`'appeal'`.as('kind'),
      id: sql<string>`${appeals.id}`.as('subject_id'),
      recognitionId: appeals.recognitionId,
      updatedAt: sql`${appeals.submittedAt}`.mapWith(appeals.submittedAt).as('waiting_since'),
    })
    .from(appeals)
    .where(
      and(
        inArray(appeals.recognitionId, recognitionIds),
        sql`${appeals.state} in ('submitted', 'in-hearing')`,
      ),
    )
  return unionAll(steps, open).orderBy(sql`waiting_since`, sql`subject_id`)
}
