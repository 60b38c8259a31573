import { and, count, eq, gte, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { assessments } from '../../../db/schema/recognition/assessments.ts'
import { issuingPauses } from '../../../db/schema/recognition/issuing-pauses.ts'
import { recognitions } from '../../../db/schema/recognition/recognitions.ts'
import type { Recognition } from '../../store.ts'

export type PairCount = {
  organisationId: string
  hostingOrganisationId: string
  frameworkId: string
  quarter: string
  first: number
  second: number
  times: number
}

const lastResumed = ({ organisationId, hostingOrganisationId }: Recognition) =>
  sql`coalesce((select max(${issuingPauses.resumedAt}) from ${issuingPauses} where ${eq(issuingPauses.organisationId, organisationId)} and ${eq(issuingPauses.hostingOrganisationId, hostingOrganisationId)}), '-infinity')`

const firsts = sql`assessments first_marks`

/**
 * How often first and second assessors gave which levels (0: none), by partnership, framework and quarter of the second
 * marks. `from` counts, `until` does not; of one partnership, nothing from before issuing was last resumed.
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
        partnership ? gte(assessments.submittedAt, lastResumed(partnership)) : undefined,
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
