import { and, between, eq, sql } from 'drizzle-orm'
import { alias, type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../../db/client.ts'
import { assessments } from '../../../db/schema/recognition/assessments.ts'
import { markPairs } from '../../../db/schema/recognition/mark-pairs.ts'
import { recognitions } from '../../../db/schema/recognition/recognitions.ts'
import { caseNamed } from '../../../db/sides.ts'
import type { Recognition } from '../../store.ts'
import { expand, type Pair } from './rater-agreement.ts'

export type PairCount = {
  organisationId: string
  hostingOrganisationId: string
  frameworkId: string
  quarter: string
  first: number
  second: number
  times: number
}

/**
 * How often first and second assessors gave which levels (0: none), by partnership, framework and quarter of the second
 * marks, in what an organisation sends or hosts. Days are calendar dates (UTC), and both count.
 */
export async function countPairs(
  tx: Tx,
  organisationId: string,
  from: string,
  until: string,
): Promise<PairCount[]> {
  const { hostingOrganisationId, frameworkId, day, first, second, times } = markPairs
  const onSide = (side: PgColumn) =>
    tx
      .select({
        organisationId: markPairs.organisationId,
        hostingOrganisationId,
        frameworkId,
        quarter: sql<string>`to_char(${day}, 'YYYY"-Q"Q')`.as('quarter'),
        first,
        second,
        times: sql<number>`sum(${times})::int`.as('times'),
      })
      .from(markPairs)
      .where(and(eq(side, organisationId), between(day, from, until)))
      .groupBy(sql`1, 2, 3, 4, 5, 6`)
  return unionAll(onSide(markPairs.organisationId), onSide(hostingOrganisationId)).orderBy(
    sql`1, 2, 3, 4, 5, 6`,
  )
}

/** The same of one project, for which no sums are kept: it is counted out of the marks themselves. */
export async function countPairsOfProject(
  tx: Tx,
  projectId: string,
  from: string,
  until: string,
): Promise<PairCount[]> {
  const first = alias(assessments, 'firsts')
  const day = sql`(${assessments.submittedAt} at time zone 'UTC')::date`
  return tx
    .select({
      organisationId: assessments.organisationId,
      hostingOrganisationId: assessments.hostingOrganisationId,
      frameworkId: recognitions.frameworkId,
      quarter: sql<string>`to_char(${day}, 'YYYY"-Q"Q')`,
      first: sql<number>`coalesce(${first.level}, 0)`,
      second: sql<number>`coalesce(${assessments.level}, 0)`,
      times: sql<number>`count(*)::int`,
    })
    .from(assessments)
    .innerJoin(first, and(eq(first.outcomeId, assessments.outcomeId), eq(first.round, 'first')))
    .innerJoin(recognitions, eq(recognitions.id, assessments.recognitionId))
    .where(
      and(
        eq(assessments.round, 'second'),
        sql`${day} between ${from} and ${until}`,
        caseNamed({ projectId }, assessments.recognitionId),
      ),
    )
    .groupBy(sql`1, 2, 3, 4, 5, 6`)
    .orderBy(sql`1, 2, 3, 4, 5, 6`)
}

/**
 * The pairs of one partnership and framework from a day on (calendar date, UTC), or from when issuing was last resumed: of
 * that day itself each is looked at.
 */
export async function pairsSince(tx: Tx, of: Recognition, from: string): Promise<Pair[]> {
  const { organisationId, hostingOrganisationId, frameworkId } = of
  const partnership = sql`organisation_id = ${organisationId} and hosting_organisation_id = ${hostingOrganisationId}`
  const resumed = sql`(select max(p.resumed_at) from issuing_pauses p where ${partnership})`
  const counted = await tx
    .select({
      first: sql<number>`first`,
      second: sql<number>`second`,
      times: sql<number>`sum(times)::int`,
    })
    .from(sql`(
      select first, second, times from mark_pairs
      where ${partnership} and framework_id = ${frameworkId} and day >= ${from}
        and day > coalesce((${resumed} at time zone 'UTC')::date, '-infinity')
      union all
      select coalesce(f.level, 0), coalesce(s.level, 0), 1 from assessments s
      join assessments f on f.outcome_id = s.outcome_id and f.round = 'first'
      join recognitions r on r.id = s.recognition_id and r.framework_id = ${frameworkId}
      where s.organisation_id = ${organisationId} and s.hosting_organisation_id = ${hostingOrganisationId}
        and s.round = 'second' and s.submitted_at >= greatest(${resumed}, ${from}::timestamp at time zone 'UTC')
        and s.submitted_at < (((${resumed} at time zone 'UTC')::date + 1)::timestamp at time zone 'UTC')
    ) as pairs`)
    .groupBy(sql`1, 2`)
    .orderBy(sql`1, 2`)
  return expand(counted)
}
