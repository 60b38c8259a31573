import { desc, eq, inArray, sql } from 'drizzle-orm'
import { isBlindTo } from '../../db/blind.ts'
import { askWithin, type Database, type Tx } from '../../db/client.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { pagesOf, secondPagesOf } from '../../db/schema/parties/addresses.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { stayRows } from '../../mobility/stays/store.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { thisCase } from '../../recognition/store.ts'
import { MAX_WAYS } from './way.ts'

/** A learner, their mobilities with the newest first, the cases of these, and every organisation that they name. */
export async function gatherWays(tx: Tx, personId: string) {
  const ids = sql`select id from ${mobilities} where ${mobilities.learnerId} = ${personId} order by ${desc(mobilities.startsOn)}, id desc limit ${MAX_WAYS}`
  const own = sql`${mobilities.id} in (${ids})`
  return together(tx, {
    people: rowsOf(people, eq(people.id, personId), people.id),
    mobilities: rowsOf(mobilities, own, mobilities.id),
    ...stayRows(ids),
    recognitions: rowsOf(recognitions, sql`${recognitions.mobilityId} in (${ids})`, recognitions.id),
    organisations: rowsOf(
      organisations,
      sql`${organisations.id} in (select unnest(array[organisation_id, hosting_organisation_id]) from mobilities where learner_id = ${personId})`,
      organisations.id,
    ),
  })
}

/** Whether what became of any case of a learner is kept from a member. */
export async function isBlindToAny(tx: Tx, memberId: string | null, personId: string): Promise<boolean> {
  const rows = await tx
    .select({ isBlind: isBlindTo(memberId, thisCase) })
    .from(recognitions)
    .where(
      inArray(
        recognitions.mobilityId,
        tx.select({ id: mobilities.id }).from(mobilities).where(eq(mobilities.learnerId, personId)),
      ),
    )
  return rows.some(({ isBlind }) => isBlind)
}

type PageHolder = LinkedAs & { organisationId: string; personId: string }

/** Whose pages are sent to an address, of whichever organisations: asked by nobody's organisation, and told to nobody. */
export function findPageHolders(db: Database, address: string, at: Date): Promise<PageHolder[]> {
  const found = sql`(select organisation_id, person_id, party, false as second
      from ${sql.raw(pagesOf)}(${address}, ${at.toISOString()}::timestamptz)
    union all select organisation_id, person_id, 'guardian', true
      from ${sql.raw(secondPagesOf)}(${address}, ${at.toISOString()}::timestamptz)) as pages`
  return askWithin(db, () =>
    db.owner
      .select({
        organisationId: sql<string>`organisation_id`,
        personId: sql<string>`person_id`,
        party: sql<PageHolder['party']>`party`,
        secondGuardian: sql<boolean>`second`,
      })
      .from(found),
  )
}
