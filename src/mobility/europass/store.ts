import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import {
  europassDescriptions,
  type HostingDescription,
  type SendingDescription,
} from '../../db/schema/mobility/europass-descriptions.ts'
import type { Mobility } from '../mobilities/store.ts'

type Row = typeof europassDescriptions.$inferSelect

/** What each side may say. */
export type DescriptionFields = { sending: SendingDescription; hosting: HostingDescription }
export type DescribingSide = keyof DescriptionFields
/** What one side says, who wrote it and when. */
export type Description<S extends DescribingSide = DescribingSide> = Omit<Row, 'side' | 'fields'> & {
  side: S
  fields: DescriptionFields[S]
}

/** What a side has described of a mobility; undefined: nothing so far. */
export async function findDescription<S extends DescribingSide>(
  tx: Tx,
  mobilityId: string,
  side: S,
): Promise<Description<S> | undefined> {
  const [row] = await tx
    .select()
    .from(europassDescriptions)
    .where(and(eq(europassDescriptions.mobilityId, mobilityId), eq(europassDescriptions.side, side)))
  return row as Description<S> | undefined
}

/** Keeps what a side says of a mobility that is held, in place of what it said before. */
export async function keepDescription<S extends DescribingSide>(
  tx: Tx,
  { id: mobilityId, organisationId, hostingOrganisationId }: Mobility,
  said: Pick<Description<S>, 'side' | 'fields' | 'name' | 'memberId'>,
  now: Date,
): Promise<Description<S>> {
  const [row] = await tx
    .insert(europassDescriptions)
    .values({ ...said, mobilityId, organisationId, hostingOrganisationId, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: [europassDescriptions.mobilityId, europassDescriptions.side],
      set: {
        fields: said.fields,
        name: said.name,
        memberId: said.memberId,
        version: sql`${europassDescriptions.version} + 1`,
        updatedAt: now,
      },
    })
    .returning()
  return row as Description<S>
}

/** Gives what was described of a mobility to another host, which has described nothing yet. */
export async function giveDescriptions(
  tx: Tx,
  mobilityId: string,
  hostingOrganisationId: string,
  nothing: HostingDescription,
  now: Date,
): Promise<void> {
  const given = { hostingOrganisationId, version: sql`${europassDescriptions.version} + 1`, updatedAt: now }
  const of = (side: DescribingSide) =>
    and(eq(europassDescriptions.mobilityId, mobilityId), eq(europassDescriptions.side, side))
  await tx.update(europassDescriptions).set(given).where(of('sending'))
  await tx
    .update(europassDescriptions)
    .set({ ...given, fields: nothing, name: null, memberId: null })
    .where(of('hosting'))
}
