import { eq, inArray, sql } from 'drizzle-orm'
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import { telling } from '../../custody/ledger/store.ts'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { ledger, ledgerNumbering } from '../../db/schema/custody/ledger.ts'
import { eventsAfter } from '../../db/schema/exchange/events.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { learningProgrammes } from '../../db/schema/mobility/learning-programmes.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { mobilityStays } from '../../db/schema/mobility/stays.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'

/** How far the ledger is numbered: every line up to this position can be seen. */
export async function readNumbered(tx: Tx): Promise<number> {
  const [row] = await tx.select({ position: ledgerNumbering.position }).from(ledgerNumbering)
  return row?.position ?? 0
}

/** A line of the ledger as far as an event tells of it. `blind`: it is kept from this reader. */
export type EventLine = {
  id: string
  position: number
  action: string
  subjectId: string
  organisationId: string
  hostingOrganisationId: string | null
  recognitionId: string | null
  at: Date
  blind: boolean
}

/** What was done after a position and up to another one, of these names, by whomever the acting organisation may know of. */
export async function listEventLines(
  tx: Tx,
  memberId: string | null,
  {
    after,
    upTo,
    own,
    shared,
    limit,
  }: { after: number; upTo: number; own: string[]; shared: string[]; limit: number },
): Promise<EventLine[]> {
  const names = (list: string[]) =>
    sql`array[${sql.join(
      list.map((name) => sql`${name}`),
      sql`, `,
    )}]::text[]`
  const blind = sql`e.action ~ ${telling} and e.recognition_id is not null and ${isBlindTo(memberId, sql`e.recognition_id`)}`
  return tx
    .select({
      id: sql<string>`e.id`,
      position: sql`e.position`.mapWith(Number),
      action: sql<string>`e.action`,
      subjectId: sql<string>`e.subject_id`,
      organisationId: sql<string>`coalesce(e.case_organisation_id, e.organisation_id)`,
      hostingOrganisationId: sql<string | null>`e.hosting_organisation_id`,
      recognitionId: sql<string | null>`e.recognition_id`,
      at: sql`e.at`.mapWith(ledger.at),
      blind: sql<boolean>`${blind}`,
    })
    .from(
      sql`${sql.raw(eventsAfter)}(${after}::bigint, ${upTo}::bigint, ${names(own)}, ${names(shared)}, ${limit}::int) e`,
    )
    .orderBy(sql`e.position`)
}

/** To which mobility, or group, an id leads. */
export type Led = { id: string; leadsTo: string; projectCode: string | null }

/** The mobilities of cases, versions and mobilities, and the groups of programmes, as far as they may be seen. */
export async function listMobilitiesOf(tx: Tx, ids: string[]): Promise<Led[]> {
  if (ids.length === 0) return []
  const { id, projectCode } = mobilities
  const ledTo = (of: PgColumn, leadsTo: PgColumn) => ({
    id: sql<string>`${of}`,
    leadsTo: sql<string>`${leadsTo}`,
  })
  const inProject = { projectCode: sql<string | null>`${projectCode}` }
  return unionAll(
    tx
      .select({ ...ledTo(id, id), ...inProject })
      .from(mobilities)
      .where(inArray(id, ids)),
    tx
      .select({ ...ledTo(recognitions.id, id), ...inProject })
      .from(recognitions)
      .innerJoin(mobilities, eq(id, recognitions.mobilityId))
      .where(inArray(recognitions.id, ids)),
    tx
      .select({ ...ledTo(agreementVersions.id, id), ...inProject })
      .from(agreementVersions)
      .innerJoin(mobilities, eq(id, agreementVersions.mobilityId))
      .where(inArray(agreementVersions.id, ids)),
    tx
      .select({ ...ledTo(mobilityStays.id, id), ...inProject })
      .from(mobilityStays)
      .innerJoin(mobilities, eq(id, mobilityStays.mobilityId))
      .where(inArray(mobilityStays.id, ids)),
    tx
      .select({
        ...ledTo(learningProgrammes.id, learningProgrammes.groupId),
        projectCode: sql<string | null>`null::text`,
      })
      .from(learningProgrammes)
      .where(inArray(learningProgrammes.id, ids)),
  )
}
