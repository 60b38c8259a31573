import { and, asc, eq, gte, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { runningDays } from '../../db/schema/custody/running-days.ts'
import { runningPeriods } from '../../db/schema/custody/running-periods.ts'
import { messages } from '../../db/schema/exchange/messages.ts'
import { links } from '../../db/schema/mobility/links.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { attempts } from '../../db/schema/operation.ts'
import { organisationSettings, organisations } from '../../db/schema/parties/organisations.ts'
import type { RetentionClass } from '../../db/schema/parties/settings.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Settings } from '../../parties/organisations/settings.ts'

import { dueFairly, type Item } from '../../platform/jobs/attempts-store.ts'
import { dayOf, UTC } from '../../platform/time-zone.ts'
import { daysOf, retained, retentionClasses } from './retention.ts'

/** The job, as attempts and metrics name it. */
export const retaining = 'apply-retention'

/** The organisations that have data removed once their period is over, each in its turn. */
export async function listRemoving(
  owner: Tx,
  now: Date,
  limit: number,
): Promise<(Item & { item: string })[]> {
  const { organisationId, updatedAt, set } = organisationSettings
  const due = dueFairly(
    retaining,
    { item: sql`${organisationId}::text`, organisation: organisationId, age: updatedAt },
    now,
  )
  const rows = await owner
    .select({ organisationId })
    .from(organisationSettings)
    .leftJoin(attempts, due.join)
    .where(and(sql`${set} ->> 'retention' = 'remove'`, due.isDue))
    .orderBy(...due.order)
    .limit(limit)
  return rows.map((row) => ({ ...row, item: row.organisationId, recognitionId: null }))
}

/** Every organisation, for whoever runs the service. */
export async function listAllOrganisations(owner: Tx): Promise<{ id: string; name: string }[]> {
  return owner
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .orderBy(asc(organisations.id))
}

/** Something whose period runs: the case, link or person it is of, and the moment from which the period counts. */
export type Running = { code: RetentionClass; id: string; since: Date }

type Asked = { organisationId: string; settings: Settings; now: Date }

/** As the eraser: what is over now, the oldest first; `id`: whether that one is. */
export async function listOver(
  tx: Tx,
  { organisationId, settings, now }: Asked,
  limit: number,
  id?: string,
): Promise<Running[]> {
  const over = retentionClasses.map((code) => {
    const { subject, since, table, isOfClass } = runningOf(code)
    return tx
      .select({
        code: sql<RetentionClass>`${code}::text`.as('code'),
        id: sql<string>`${subject}`.as('id'),
        since: sql`${since}`.mapWith(since).as('since'),
      })
      .from(table)
      .where(
        and(
          isOfClass(organisationId),
          lte(since, before(now, daysOf(code, settings))),
          id === undefined ? undefined : eq(subject, id),
        ),
      )
      .orderBy(asc(since), asc(subject))
      .limit(limit)
  })
  const [first, second, ...others] = over
  const running = unionAll(first!, second!, ...others).as('running')
  return tx.select().from(running).orderBy(asc(running.since), asc(running.id)).limit(limit)
}

/** How much of a class is over, how much more will be within thirty days, and since when the oldest of all counts. */
export type RetentionCount = { code: RetentionClass; over: number; soon: number; oldest: Date | null }

/** As the eraser: the counts of every class. */
export async function countRunning(
  tx: Tx,
  { organisationId, settings, now }: Asked,
): Promise<RetentionCount[]> {
  const counts = retentionClasses.map((code) => {
    const { since, table, isOfClass } = runningOf(code)
    const isOf = isOfClass(organisationId)
    const over = countUpTo(code, organisationId, before(now, daysOf(code, settings)))
    const overOrSoon = countUpTo(code, organisationId, before(now, daysOf(code, settings) - SOON))
    return sql`select ${code}::text as code, ${over} as over, ${overOrSoon} as over_or_soon,
      (select ${since} from ${table} where ${isOf} order by ${since} limit 1) as oldest`
  })
  const rows = await tx
    .select({
      code: sql<RetentionClass>`code`,
      over: sql<number>`over::int`,
      overOrSoon: sql<number>`over_or_soon::int`,
      oldest: sql<Date | null>`oldest`.mapWith((value: string) => new Date(value)),
    })
    .from(sql`(${sql.join(counts, sql` union all `)}) as counted`)
  return retentionClasses.map((code) => {
    const { over, overOrSoon, oldest } = rows.find((row) => row.code === code)!
    return { code, over, soon: overOrSoon - over, oldest }
  })
}

/** What comes to its end within so many days is told beforehand. */
const SOON = 30

const before = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** How many count since that moment or earlier: whole days from their sums, of the last one each. */
function countUpTo(code: RetentionClass, organisationId: string, moment: Date): SQL {
  const { since, table, isOfClass } = runningOf(code)
  const day = dayOf(moment, UTC)
  const { things } = runningDays
  return sql`((select coalesce(sum(${things}), 0) from ${runningDays} where ${and(
    eq(runningDays.organisationId, organisationId),
    eq(runningDays.code, code),
    lt(runningDays.day, day),
  )}) + (select count(*) from ${table} where ${and(
    isOfClass(organisationId),
    gte(since, new Date(`${day}T00:00:00Z`)),
    lte(since, moment),
  )}))`
}

/** Where it stands since when the period of each thing of a class runs, and of which. */
function runningOf(code: RetentionClass) {
  if (retained[code].of === 'link') {
    const isOfClass = (organisationId: string) => eq(links.organisationId, organisationId)
    return { table: links, subject: links.id, since: links.expiresAt, isOfClass }
  }
  if (retained[code].of === 'message') {
    const isOfClass = (organisationId: string) =>
      and(
        eq(messages.organisationId, organisationId),
        isNotNull(messages.endedAt),
        isNull(messages.bouncedAt),
        sql`${messages.state} <> 'bounced'`,
      )
    return { table: messages, subject: messages.id, since: messages.endedAt, isOfClass }
  }
  const { organisationId: organisation, subjectId: subject, since } = runningPeriods
  const isOfClass = (organisationId: string) =>
    and(eq(organisation, organisationId), eq(runningPeriods.code, code))
  return { table: runningPeriods, subject, since, isOfClass }
}

/** Whose case it is. */
export async function findLearner(tx: Tx, recognitionId: string): Promise<string> {
  const [row] = await tx
    .select({ personId: mobilities.learnerId })
    .from(recognitions)
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .where(eq(recognitions.id, recognitionId))
  return row!.personId
}
