import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { certificates } from '../../../db/schema/certification/certificates.ts'
import { partnerships } from '../../../db/schema/parties/partnerships.ts'
import { people } from '../../../db/schema/parties/people.ts'
import { informationAcknowledgements } from '../../../db/schema/recognition/identification.ts'
import { recognitions } from '../../../db/schema/recognition/recognitions.ts'
import type { Majority } from '../../../parties/people/person.ts'
import type { Case } from '../../../recognition/case.ts'
import { loadCases } from '../../../recognition/load-case.ts'
import { AT_A_TIME, type Days } from './remind-store.ts'

type Terms = { organisationId: string; zone: string; appealWindowDays: number }

/** When people were born, or whether they are of age where nobody knows when; left out of those who were erased. */
export async function findMajorities(tx: Tx, ids: string[]): Promise<Map<string, Majority>> {
  if (ids.length === 0) return new Map()
  const { id, birthDate, ofAge } = people
  const rows = await tx.select({ id, birthDate, ofAge }).from(people).where(inArray(id, ids))
  return new Map(
    rows.filter((row) => row.birthDate !== null || row.ofAge !== null).map(({ id, ...known }) => [id, known]),
  )
}

/**
 * Cases decided on that may be appealed until a day within these, by any of the terms that may hold: which of them does, the
 * case itself says.
 */
export async function loadAppealable(
  tx: Tx,
  { organisationId, zone, appealWindowDays }: Terms,
  { from, to }: Days,
  now: Date,
): Promise<Case[]> {
  const { id, hostingOrganisationId, stageSince } = recognitions
  const issued = sql`(select max(c.issued_at) from ${certificates} c where c.recognition_id = ${id} and c.status = 'issued')`
  const closed = sql`(greatest(${stageSince}, ${issued}) at time zone ${zone})::date`
  const agreed = sql`select p.appeal_window_days from ${partnerships} p where p.appeal_window_days is not null
    and (p.organisation_id, p.partner_id) in ((${organisationId}::uuid, ${hostingOrganisationId}), (${hostingOrganisationId}, ${organisationId}::uuid))`
  const told = sql`select a.appeal_window_days from ${informationAcknowledgements} a where a.recognition_id = ${id}`
  const rows = await tx
    .select()
    .from(recognitions)
    .where(
      and(
        eq(recognitions.organisationId, organisationId),
        inArray(recognitions.stage, ['certified', 'refused']),
        sql`exists (select from (select ${appealWindowDays}::int as days union ${agreed} union ${told}) as terms
          where ${closed} + terms.days between ${from}::date and ${to}::date)`,
      ),
    )
    .limit(AT_A_TIME)
  return [...(await loadCases(tx, rows, now)).values()]
}
