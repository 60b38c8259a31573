import { asc, exists, isNotNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { statusLists } from '../../db/schema/certification/status-lists.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'

const { id, name, latinName, legalName, country, city, oid, registrationNumber, identity, updatedAt } =
  organisations
const shown = { id, name, latinName, legalName, country, city, oid, registrationNumber, identity, updatedAt }

/**
 * The organisations which have issued, or which somebody vouches for, behind so many of them: as many as a page has and
 * one more, which tells whether there is a next page. A stranger may ask.
 */
export function listIssuers(tx: Tx, behind: number, limit: number) {
  // Whoever has issued has a first status list.
  const first = sql`${statusLists.list} = ${organisations.id}::text || '.1'`
  const issued = exists(tx.select({ list: statusLists.list }).from(statusLists).where(first))
  return tx
    .select(shown)
    .from(organisations)
    .where(or(isNotNull(identity), issued))
    .orderBy(asc(id))
    .offset(behind)
    .limit(limit + 1)
}

export type RegisteredIssuer = Awaited<ReturnType<typeof listIssuers>>[number]
