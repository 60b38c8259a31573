import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../../db/client.ts'
import { authorisations, type HeldAuthorisation } from '../../../db/schema/recognition/authorisations.ts'
import { insertAll } from '../../../db/sets/insert-all.ts'
import { notFound } from '../../../errors.ts'
import { type AssessorScope, covers } from '../assessor.ts'

export type Authorisation = typeof authorisations.$inferSelect

export async function insertAuthorisation(
  tx: Tx,
  values: typeof authorisations.$inferInsert,
): Promise<Authorisation> {
  const [row] = await tx.insert(authorisations).values(values).returning()
  return row!
}

export async function insertAuthorisations(
  tx: Tx,
  values: readonly (typeof authorisations.$inferInsert)[],
): Promise<string[]> {
  const rows = values.map((value) => ({ ...value, id: uuidv7() }))
  await insertAll(tx, authorisations, rows)
  return rows.map(({ id }) => id)
}

/** Every authorisation of some members, revoked ones too. */
export async function listAuthorisationsOf(
  tx: Tx,
  organisationId: string,
  memberIds: readonly string[],
): Promise<Authorisation[]> {
  if (memberIds.length === 0) return []
  return tx
    .select()
    .from(authorisations)
    .where(
      and(
        eq(authorisations.organisationId, organisationId),
        inArray(authorisations.memberId, [...memberIds]),
      ),
    )
}

/** Every authorisation of a member, revoked ones too. */
export async function listAuthorisations(
  tx: Tx,
  organisationId: string,
  memberId: string,
): Promise<Authorisation[]> {
  return tx
    .select()
    .from(authorisations)
    .where(and(eq(authorisations.organisationId, organisationId), eq(authorisations.memberId, memberId)))
    .orderBy(asc(authorisations.id))
}

/** The authorisation, of those that a member holds, by which they may assess something on a day, as it stands then. */
export function authorisationFor(
  held: readonly Authorisation[],
  scope: AssessorScope,
  day: string,
): HeldAuthorisation | undefined {
  const found = held.find((row) => row.revokedAt === null && covers(row, scope, day))
  if (!found) return undefined
  const { id, frameworkId, area, competence, validFrom, validUntil } = found
  return { id, frameworkId, area, competence, validFrom, validUntil }
}

export async function revokeAuthorisation(
  tx: Tx,
  { organisationId, memberId, id }: { organisationId: string; memberId: string; id: string },
  now: Date,
): Promise<Authorisation> {
  const [row] = await tx
    .update(authorisations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(authorisations.id, id),
        eq(authorisations.memberId, memberId),
        eq(authorisations.organisationId, organisationId),
        isNull(authorisations.revokedAt),
      ),
    )
    .returning()
  if (!row) throw notFound('authorisation')
  return row
}
