import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { links } from '../../db/schema/mobility/links.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { attempts } from '../../db/schema/operation.ts'
import {
  organisationSettings,
  organisations,
  type RetentionClass,
} from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { assessmentDrafts } from '../../db/schema/recognition/assessments.ts'
import { accommodations } from '../../db/schema/recognition/identification.ts'
import { evidence, recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Settings } from '../../parties/organisations/settings.ts'
import { dueFairly, type Item } from '../../platform/jobs/attempts-store.ts'
import { daysOf, retentionClasses } from './retention.ts'

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
  const running = runningOf(tx, organisationId).as('running')
  const over = sql.join(
    retentionClasses.map(
      (code) =>
        sql`(${running.code} = ${code} and ${running.since} <= ${before(now, daysOf(code, settings))})`,
    ),
    sql` or `,
  )
  return tx
    .select()
    .from(running)
    .where(and(sql`(${over})`, id === undefined ? undefined : eq(running.id, id)))
    .orderBy(asc(running.since), asc(running.id))
    .limit(limit)
}

/** How much of a class is over, how much more will be within thirty days, and since when the oldest of all counts. */
export type RetentionCount = { code: RetentionClass; over: number; soon: number; oldest: Date | null }

/** As the eraser: the counts of every class. */
export async function countRunning(
  tx: Tx,
  { organisationId, settings, now }: Asked,
): Promise<RetentionCount[]> {
  const running = runningOf(tx, organisationId).as('running')
  const days = sql.join(
    retentionClasses.map((code) => sql`when ${code} then ${daysOf(code, settings)}::int`),
    sql` `,
  )
  const ends = sql`${running.since} + (case ${running.code} ${days} end) * interval '1 day'`
  const moment = sql`${now.toISOString()}::timestamptz`
  const rows = await tx
    .select({
      code: running.code,
      over: sql<number>`(count(*) filter (where ${ends} <= ${moment}))::int`,
      soon: sql<number>`(count(*) filter (where ${ends} > ${moment} and ${ends} <= ${moment} + interval '30 days'))::int`,
      oldest: sql<Date>`min(${running.since})`.mapWith((value: string) => new Date(value)),
    })
    .from(running)
    .groupBy(running.code)
  return retentionClasses.map(
    (code) => rows.find((row) => row.code === code) ?? { code, over: 0, soon: 0, oldest: null },
  )
}

const before = (now: Date, days: number) =>
  sql`${new Date(now.getTime() - days * 86_400_000).toISOString()}::timestamptz`

/** A case that is over, and of which nothing waits to be decided or issued. */
const isQuiet = sql`${recognitions.stage} in ('certified', 'refused', 'withdrawn')
  and not exists (select 1 from ${appeals} a where a.recognition_id = ${recognitions.id} and a.closed_at is null)
  and not exists (select 1 from ${certificates} c left join ${revocationRequests} q
    on q.certificate_id = c.id and q.outcome is null
    where c.recognition_id = ${recognitions.id} and (c.status = 'intended' or q.id is not null))`

/** When a case ended for the last time: closed, given its newest certificate, or its last appeal decided. */
const endedAt = sql`greatest(${recognitions.stageSince},
  (select max(c.issued_at) from ${certificates} c where c.recognition_id = ${recognitions.id}),
  (select max(a.closed_at) from ${appeals} a where a.recognition_id = ${recognitions.id}))`

const ofThisCase = sql`recognition_id = ${recognitions.id}`

const inCase: Partial<Record<RetentionClass, SQL>> = {
  drafts: sql`exists (select 1 from ${assessmentDrafts} where ${ofThisCase})`,
  'special-needs': sql`exists (select 1 from ${accommodations} where ${ofThisCase})`,
  evidence: sql`exists (select 1 from ${evidence} where ${ofThisCase} and erased_at is null)`,
  'appeal-texts': sql`exists (select 1 from ${appeals} where ${ofThisCase} and coalesce(name, grounds) is not null)`,
}

const cased = sql`${recognitions} join ${mobilities} on ${mobilities.id} = ${recognitions.mobilityId}
  where ${mobilities.learnerId} = ${people.id}`
const isCertified = sql`exists (select 1 from ${certificates} c join ${recognitions} on ${recognitions.id} = c.recognition_id
  join ${mobilities} on ${mobilities.id} = ${recognitions.mobilityId} where ${mobilities.learnerId} = ${people.id}
  and c.status = 'issued')`

/** A person's last moment of use: registered, the end of their last mobility, of their last case. */
const lastUsed = sql`greatest(${people.createdAt},
  (select max(${mobilities.endsOn}::timestamp at time zone 'UTC') from ${mobilities}
    where ${mobilities.learnerId} = ${people.id}),
  (select max(${endedAt}) from ${cased}))`

const columns = (code: RetentionClass, id: SQL, since: SQL) => ({
  code: sql<RetentionClass>`${code}::text`.as('code'),
  id: sql<string>`${id}`.as('id'),
  since: sql`${since}`.mapWith((value: string) => new Date(value)).as('since'),
})

function runningOf(tx: Tx, organisationId: string) {
  const ofCase = (code: RetentionClass, is: SQL) =>
    tx
      .select(columns(code, sql`${recognitions.id}`, endedAt))
      .from(recognitions)
      .where(and(eq(recognitions.organisationId, organisationId), isQuiet, is))
  const ofPeople = (code: RetentionClass, is: SQL) =>
    tx
      .select(columns(code, sql`${people.id}`, lastUsed))
      .from(people)
      .where(
        and(
          eq(people.organisationId, organisationId),
          sql`${people.erasedAt} is null and not exists (select 1 from ${cased} and not (${isQuiet}))`,
          is,
        ),
      )
  return unionAll(
    ofCase('drafts', inCase.drafts!),
    ofCase('special-needs', inCase['special-needs']!),
    ofCase('evidence', inCase.evidence!),
    ofCase('appeal-texts', inCase['appeal-texts']!),
    tx
      .select(columns('links', sql`${links.id}`, sql`${links.expiresAt}`))
      .from(links)
      .where(eq(links.organisationId, organisationId)),
    ofPeople('uncertified', sql`not ${isCertified}`),
    ofPeople('people', isCertified),
  )
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
