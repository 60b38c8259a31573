import { and, eq, getTableColumns, isNotNull, or, type SQL } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { organisationSettings } from '../../db/schema/parties/organisations.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { type Partnership, type Terms, termsOn } from './partnership.ts'

/** All that `termsOn` reads of a sending organisation and its partner, for `together`. */
export const termsRows = (sendingOrganisationId: string, partnerId: string) => ({
  memoranda: rowsOf(
    partnerships,
    and(between(sendingOrganisationId, partnerId), isNotNull(partnerships.confirmedAt)),
    partnerships.id,
  ),
  settings: rowsOf(
    organisationSettings,
    eq(organisationSettings.organisationId, sendingOrganisationId),
    organisationSettings.organisationId,
  ),
})

/** What holds between a sending organisation and its partner on a day (YYYY-MM-DD), in one statement. */
export async function termsInForce(
  tx: Tx,
  sendingOrganisationId: string,
  partnerId: string,
  day: string,
): Promise<Terms> {
  return termsOn(day, await together(tx, termsRows(sendingOrganisationId, partnerId)))
}

/** Whichever of the two proposed it. */
function between(organisationA: string, organisationB: string): SQL | undefined {
  const pair = (organisationId: string, partnerId: string) =>
    and(eq(partnerships.organisationId, organisationId), eq(partnerships.partnerId, partnerId))
  return or(pair(organisationA, organisationB), pair(organisationB, organisationA))
}

export async function insertPartnership(
  tx: Tx,
  values: typeof partnerships.$inferInsert,
): Promise<Partnership> {
  const [row] = await tx.insert(partnerships).values(values).returning()
  return row!
}

/** The same text to each of several partners. */
export async function insertPartnerships(
  tx: Tx,
  values: (typeof partnerships.$inferInsert)[],
): Promise<Partnership[]> {
  return tx.insert(partnerships).values(values).returning()
}

export async function listPartnerships(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  { partnerId, jointId }: { partnerId?: string | undefined; jointId?: string | undefined },
): Promise<(Partnership & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, partnerships)
  const mine = or(eq(partnerships.organisationId, organisationId), eq(partnerships.partnerId, organisationId))
  return tx
    .select({ ...getTableColumns(partnerships), upTo: numberedUpTo(keyset) })
    .from(partnerships)
    .where(
      and(
        partnerId === undefined ? mine : between(organisationId, partnerId),
        jointId === undefined ? undefined : eq(partnerships.jointId, jointId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getPartnership(tx: Tx, id: string): Promise<Partnership> {
  const [row] = await tx.select().from(partnerships).where(eq(partnerships.id, id))
  if (!row) throw notFound('memorandum')
  return row
}

/** Holds a memorandum until the transaction ends. */
export async function lockPartnership(tx: Tx, id: string): Promise<Partnership> {
  const [row] = await tx.select().from(partnerships).where(eq(partnerships.id, id)).for('update')
  if (!row) throw notFound('memorandum')
  return row
}

/** Writes down the confirmation or the end of a memorandum that is held. */
export async function updatePartnership(
  tx: Tx,
  id: string,
  changes: Partial<Partnership>,
  now: Date,
): Promise<Partnership> {
  const [row] = await tx
    .update(partnerships)
    .set({ ...changes, updatedAt: now })
    .where(eq(partnerships.id, id))
    .returning()
  return row!
}
