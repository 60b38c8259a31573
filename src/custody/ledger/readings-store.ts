import type { Tx } from '../../db/client.ts'
import { fileReadings } from '../../db/schema/custody/file-readings.ts'
import type { Role } from '../../platform/auth/access.ts'
import { dayOf } from '../../platform/dates.ts'

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
  const readerId = reader.memberId ?? reader.clientId
  if (readerId === null || read.length === 0) return
  await tx
    .insert(fileReadings)
    .values(
      read.map(({ recognitionId, organisationId, hostingOrganisationId }) => ({
        recognitionId,
        organisationId,
        hostingOrganisationId,
        readerId,
        readerOrganisationId: reader.organisationId,
        role: reader.memberId === null ? null : (reader.roles[0] ?? null),
        day: dayOf(now),
      })),
    )
    .onConflictDoNothing()
}
