import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { fileReadings } from '../../db/schema/custody/file-readings.ts'
import { personReadings } from '../../db/schema/custody/person-readings.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import type { Role } from '../../platform/auth/access.ts'
import { dayOf, UTC } from '../../platform/time-zone.ts'

type Reader = {
  organisationId: string
  memberId: string | null
  clientId: string | null
  roles: readonly Role[]
}
type Read = { recognitionId: string; organisationId: string; hostingOrganisationId: string }

/**
 * Keeps that the actor reads of these cases today, once for each reader, case and day. Whoever holds a link reads their own
 * file, which is not kept.
 */
export async function keepReading(tx: Tx, reader: Reader, read: readonly Read[], now: Date): Promise<void> {
  const as = lineOf(reader, now)
  if (as === null || read.length === 0) return
  await tx
    .insert(fileReadings)
    .values(
      read.map(({ recognitionId, organisationId, hostingOrganisationId }) => ({
        ...as,
        recognitionId,
        organisationId,
        hostingOrganisationId,
      })),
    )
    .onConflictDoNothing()
}

/** Keeps that the actor reads today who these learners are, outside of any case. */
export async function keepReadingOf(
  tx: Tx,
  reader: Reader,
  learners: readonly { personId: string; organisationId: string }[],
  now: Date,
): Promise<void> {
  const as = lineOf(reader, now)
  if (as === null || learners.length === 0) return
  await tx
    .insert(personReadings)
    .values(learners.map(({ personId, organisationId }) => ({ ...as, personId, organisationId })))
    .onConflictDoNothing()
}

/** The same of the learner of a mobility; nothing where the actor may not see it. */
export async function keepReadingOfMobility(
  tx: Tx,
  reader: Reader,
  mobilityId: string,
  now: Date,
): Promise<void> {
  const as = lineOf(reader, now)
  if (as === null) return
  const { organisationId, learnerId } = mobilities
  const line = tx
    .select({
      organisationId,
      personId: learnerId,
      readerId: sql<string>`${as.readerId}::uuid`.as('reader_id'),
      readerOrganisationId: sql<string>`${as.readerOrganisationId}::uuid`.as('reader_organisation_id'),
      role: sql<Role | null>`${as.role}::text`.as('role'),
      day: sql<string>`${as.day}::text`.as('day'),
    })
    .from(mobilities)
    .where(eq(mobilities.id, mobilityId))
  await tx.insert(personReadings).select(line).onConflictDoNothing()
}

/** Who read, as it is kept; null where the holder of a link did. */
function lineOf({ memberId, clientId, organisationId, roles }: Reader, now: Date) {
  const readerId = memberId ?? clientId
  if (readerId === null) return null
  const role = memberId === null ? null : (roles[0] ?? null)
  return { readerId, readerOrganisationId: organisationId, role, day: dayOf(now, UTC) }
}
