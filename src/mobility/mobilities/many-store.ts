import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../db/client.ts'
import { mobilities, stayOf } from '../../db/schema/mobility/mobilities.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { insertAll } from '../../db/sets/insert-all.ts'
import type { Mobility } from './store.ts'

type Host = { id: string; name: string; oid: string | null }

/** Organisations by what a table calls them: their ids, OIDs or names. */
export async function findHosts(
  tx: Tx,
  { ids, others }: { ids: readonly string[]; others: readonly string[] },
): Promise<Host[]> {
  if (ids.length + others.length === 0) return []
  const names = others.map((name) => name.toLowerCase())
  return tx
    .select({ id: organisations.id, name: organisations.name, oid: organisations.oid })
    .from(organisations)
    .where(
      or(
        ids.length > 0 ? inArray(organisations.id, [...ids]) : undefined,
        others.length > 0 ? inArray(organisations.oid, [...others]) : undefined,
        names.length > 0 ? inArray(sql`lower(${organisations.name})`, names) : undefined,
      ),
    )
}

const MAX_HOSTS = 500

/** What the organisations are called with which an organisation has memoranda, or which host its learners. */
export async function findHostNames(tx: Tx, organisationId: string): Promise<string[]> {
  const { partnerId } = partnerships
  const own = partnerships.organisationId
  const partners = sql`select case when ${own} = ${organisationId}::uuid then ${partnerId} else ${own} end from ${partnerships}
    where ${organisationId}::uuid in (${own}, ${partnerId})`
  const hosts = sql`select ${mobilities.hostingOrganisationId} from ${mobilities} where ${mobilities.organisationId} = ${organisationId}::uuid`
  const found = await tx
    .select({ name: organisations.name })
    .from(organisations)
    .where(sql`${organisations.id} in (${partners} union ${hosts})`)
    .orderBy(organisations.name)
    .limit(MAX_HOSTS)
  return found.map(({ name }) => name)
}

type Keys = {
  externalId?: string | null | undefined
  projectCode: string
  mobilityCode?: string | null | undefined
}

/** Mobilities that an organisation sends and that have one of these keys; held in one order where they are to be changed. */
export async function findKeyed(
  tx: Tx,
  organisationId: string,
  keys: readonly Keys[],
  { hold }: { hold: boolean },
): Promise<Mobility[]> {
  const externalIds = keys.flatMap(({ externalId }) => externalId ?? [])
  const codes = keys.flatMap(({ mobilityCode }) => mobilityCode ?? [])
  if (externalIds.length + codes.length === 0) return []
  const found = tx
    .select()
    .from(mobilities)
    .where(
      and(
        eq(mobilities.organisationId, organisationId),
        or(
          externalIds.length > 0 ? inArray(mobilities.externalId, externalIds) : undefined,
          codes.length > 0
            ? and(
                inArray(mobilities.projectCode, [...new Set(keys.map(({ projectCode }) => projectCode))]),
                inArray(mobilities.mobilityCode, codes),
                isNull(mobilities.cancelledAt),
              )
            : undefined,
        ),
      ),
    )
    .orderBy(mobilities.id)
  return hold ? found.for('update') : found
}

type Days = { learnerId: string; startsOn: string; endsOn: string }

/** For each of them another mobility of the same learner in these days; whoever asks for the same learner at the same time waits. */
export async function findOverlapping(tx: Tx, wanted: readonly Days[]): Promise<(string | null)[]> {
  if (wanted.length === 0) return []
  const asked = JSON.stringify(
    wanted.map(({ learnerId, startsOn, endsOn }, place) => ({ learnerId, startsOn, endsOn, place })),
  )
  const rows = await tx
    .select({
      id: sql<string | null>`${sql.raw(stayOf)}(asked."learnerId", asked."startsOn", asked."endsOn")`,
    })
    .from(
      sql`(select * from jsonb_to_recordset(${asked}::jsonb)
        as a("learnerId" uuid, "startsOn" date, "endsOn" date, place int) order by "learnerId") as asked`,
    )
    .orderBy(sql`asked.place`)
  return rows.map(({ id }) => id)
}

export async function insertMobilities(
  tx: Tx,
  values: readonly (typeof mobilities.$inferInsert)[],
): Promise<string[]> {
  const rows = values.map((value) => ({ ...value, id: value.id ?? uuidv7() }))
  await insertAll(tx, mobilities, rows)
  return rows.map(({ id }) => id)
}
