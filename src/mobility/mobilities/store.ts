import { and, asc, eq, getTableColumns, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { mobilities, stayOf } from '../../db/schema/mobility/mobilities.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { type AnySide, isNamed, type MobilityNames, onAnySide, projectWith } from '../../db/sides.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'

export type Mobility = typeof mobilities.$inferSelect

/** With the project that whoever reads it keeps for it. */
export type ShownMobility = Mobility & { projectId: string | null }
const shown = { ...getTableColumns(mobilities), projectId: projectWith(mobilities.projectCode) }

export async function insertMobility(tx: Tx, values: typeof mobilities.$inferInsert): Promise<ShownMobility> {
  const [row] = await tx.insert(mobilities).values(values).returning(shown)
  return row!
}

export type Parties = {
  hosting: typeof organisations.$inferSelect | undefined
  learner: typeof people.$inferSelect | undefined
  /** Another mobility of the same learner in the same days; two that are entered at once see each other. */
  overlapping: string | null
  /** Another one with the same code in the same project. */
  coded: string | undefined
}

type Named = {
  hostingOrganisationId: string
  learnerId: string
  startsOn: string
  endsOn: string
  projectCode: string
  mobilityCode?: string | null | undefined
}

/** Whom a mobility names, as far as they are known, and what is like it already. */
export async function findParties(tx: Tx, organisationId: string, named: Named): Promise<Parties> {
  const { hostingOrganisationId, learnerId, startsOn, endsOn } = named
  const found = await together(tx, {
    hosting: rowsOf(organisations, eq(organisations.id, hostingOrganisationId), organisations.id),
    learners: rowsOf(people, eq(people.id, learnerId), people.id),
    overlapping: sql<
      string | null
    >`${sql.raw(stayOf)}(${learnerId}::uuid, ${startsOn}::date, ${endsOn}::date)`,
    coded: rowsOf(mobilities, codedAs({ ...named, organisationId }), mobilities.id),
  })
  const [hosting, learner, coded] = [found.hosting[0], found.learners[0], found.coded[0]?.id]
  return { hosting, learner, coded, overlapping: found.overlapping }
}

/** Whether there is such an organisation. */
export async function findHosting(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.select({ id: organisations.id }).from(organisations).where(eq(organisations.id, id))
  return found.length > 0
}

type Coded = Pick<Mobility, 'organisationId' | 'projectCode'> & {
  mobilityCode?: string | null | undefined
}

/** The mobilities with the same code in the same project of the same organisation; none without a code. */
const codedAs = ({ organisationId, projectCode, mobilityCode }: Coded): SQL | undefined =>
  mobilityCode == null
    ? sql`false`
    : and(
        eq(mobilities.organisationId, organisationId),
        eq(mobilities.projectCode, projectCode),
        eq(mobilities.mobilityCode, mobilityCode),
        isNull(mobilities.cancelledAt),
      )

/** Another mobility than this one with its code in its project. */
export async function findCoded(tx: Tx, mobility: Mobility): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: mobilities.id })
    .from(mobilities)
    .where(and(codedAs(mobility), ne(mobilities.id, mobility.id)))
    .limit(1)
  return row?.id
}

export type FoundMobilities = MobilityNames & { groupId?: string | undefined }

/** Mobilities the organisation sends, those it hosts, or those in which it has a part. */
export async function listMobilities(
  tx: Tx,
  organisationId: string,
  side: AnySide,
  keyset: Keyset,
  { groupId, ...names }: FoundMobilities,
): Promise<(ShownMobility & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, mobilities)
  const mine = onAnySide(mobilities, mobilities.id, side, organisationId)
  const group = groupId === undefined ? undefined : eq(mobilities.groupId, groupId)
  return tx
    .select({ ...shown, upTo: numberedUpTo(keyset) })
    .from(mobilities)
    .where(and(mine, group, isNamed(names), where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getMobility(tx: Tx, id: string): Promise<ShownMobility> {
  const [row] = await tx.select(shown).from(mobilities).where(eq(mobilities.id, id))
  if (!row) throw notFound('mobility')
  return row
}

/** Holds the mobility until the transaction ends, so that its agreement and its case move one step at a time. */
export async function lockMobility(tx: Tx, id: string): Promise<Mobility> {
  const [row] = await tx.select().from(mobilities).where(eq(mobilities.id, id)).for('update')
  if (!row) throw notFound('mobility')
  return row
}

/** Mobilities by their ids, held in one order until the transaction ends. */
export async function lockMobilities(tx: Tx, ids: string[]): Promise<Mobility[]> {
  return tx
    .select()
    .from(mobilities)
    .where(inArray(mobilities.id, ids))
    .orderBy(asc(mobilities.id))
    .for('update')
}

/** Changes a mobility that is held, so that nobody else can have been faster. */
export async function updateMobility(
  tx: Tx,
  mobility: Mobility,
  changes: Partial<Mobility>,
  now: Date,
): Promise<ShownMobility> {
  const [row] = await tx
    .update(mobilities)
    .set({ ...changes, version: sql`${mobilities.version} + 1`, updatedAt: now })
    .where(eq(mobilities.id, mobility.id))
    .returning(shown)
  return row!
}

/**
 * Notes since when the newest version of a held mobility's agreement waits for signatures, or, where it has them all, for
 * its case to be opened; null: it does not.
 */
export async function noteAgreement(
  tx: Tx,
  id: string,
  since: Pick<Mobility, 'unsignedSince' | 'signedSince'>,
): Promise<void> {
  await tx.update(mobilities).set(since).where(eq(mobilities.id, id))
}

/** The same of several. */
export async function noteAgreements(tx: Tx, ids: string[], unsignedSince: Date): Promise<void> {
  await tx.update(mobilities).set({ unsignedSince, signedSince: null }).where(inArray(mobilities.id, ids))
}

/** Puts mobilities that are held into a group. */
export async function putIntoGroup(tx: Tx, groupId: string, ids: string[], now: Date): Promise<void> {
  await tx
    .update(mobilities)
    .set({ groupId, version: sql`${mobilities.version} + 1`, updatedAt: now })
    .where(inArray(mobilities.id, ids))
}
