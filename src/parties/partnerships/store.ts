import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, or, type SQL } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { settingsOf } from '../organisations/store.ts'
import { isInForce, type Partnership, type Terms, termsOf } from './partnership.ts'

/**
 * What holds between a sending organisation and its partner on a day (YYYY-MM-DD): the newest memorandum in force then,
 * and the sending organisation's settings for all that it does not say, or where there is none.
 */
export async function termsInForce(
  tx: Tx,
  sendingOrganisationId: string,
  partnerId: string,
  day: string,
): Promise<Terms> {
  const confirmed = await tx
    .select()
    .from(partnerships)
    .where(and(between(sendingOrganisationId, partnerId), isNotNull(partnerships.confirmedAt)))
    .orderBy(desc(partnerships.confirmedAt), desc(partnerships.id))
  const memorandum = confirmed.find((one) => isInForce(one, day))
  return termsOf(await settingsOf(tx, sendingOrganisationId), memorandum)
}

/** Whichever of the two proposed it. */
function between(one: string, other: string): SQL | undefined {
  const pair = (organisationId: string, partnerId: string) =>
    and(eq(partnerships.organisationId, organisationId), eq(partnerships.partnerId, partnerId))
  return or(pair(one, other), pair(other, one))
}

export async function insertPartnership(
  tx: Tx,
  values: typeof partnerships.$inferInsert,
): Promise<Partnership> {
  const [row] = await tx.insert(partnerships).values(values).returning()
  return row!
}

export async function listPartnerships(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  partnerId: string | undefined,
): Promise<(Partnership & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, partnerships)
  const mine = or(eq(partnerships.organisationId, organisationId), eq(partnerships.partnerId, organisationId))
  return tx
    .select({ ...getTableColumns(partnerships), upTo: numberedUpTo(keyset) })
    .from(partnerships)
    .where(and(partnerId === undefined ? mine : between(organisationId, partnerId), where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getPartnership(tx: Tx, id: string): Promise<Partnership> {
  const [row] = await tx.select().from(partnerships).where(eq(partnerships.id, id))
  if (!row) throw notFound('memorandum')
  return row
}

export async function listPartnershipsById(tx: Tx, ids: string[]): Promise<Partnership[]> {
  return tx.select().from(partnerships).where(inArray(partnerships.id, ids))
}

/** Writes down the partner's confirmation; undefined when it was confirmed or ended meanwhile. */
export async function confirmPartnership(
  tx: Tx,
  id: string,
  memberId: string,
  now: Date,
): Promise<Partnership | undefined> {
  const [row] = await tx
    .update(partnerships)
    .set({ confirmedBy: memberId, confirmedAt: now, updatedAt: now })
    .where(and(eq(partnerships.id, id), isNull(partnerships.confirmedAt), isNull(partnerships.endedOn)))
    .returning()
  return row
}

/** Writes down that it no longer holds from a day on; undefined when it was ended meanwhile. */
export async function endPartnership(
  tx: Tx,
  id: string,
  end: Pick<Partnership, 'endedOn' | 'endedBy' | 'endReason'>,
  now: Date,
): Promise<Partnership | undefined> {
  const [row] = await tx
    .update(partnerships)
    .set({ ...end, updatedAt: now })
    .where(and(eq(partnerships.id, id), isNull(partnerships.endedOn)))
    .returning()
  return row
}
