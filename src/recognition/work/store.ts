import { and, arrayOverlaps, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { revocationRequests } from '../../db/schema/certification/certificates.ts'
import { members } from '../../db/schema/parties/organisations.ts'
import { authorisations } from '../../db/schema/recognition/authorisations.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Role } from '../../platform/auth/access.ts'
import type { Recognition } from '../store.ts'

/** The cases with these ids. */
export async function listCases(tx: Tx, ids: string[]): Promise<Recognition[]> {
  return ids.length === 0 ? [] : tx.select().from(recognitions).where(inArray(recognitions.id, ids))
}

export type Colleague = { id: string; name: string; roles: Role[] }

/** The organisation's active members who hold any of the roles, at most a thousand. */
export async function listColleagues(tx: Tx, organisationId: string, roles: Role[]): Promise<Colleague[]> {
  if (roles.length === 0) return []
  const rows = await tx
    .select({ id: members.id, name: members.name, roles: members.roles })
    .from(members)
    .where(
      and(
        eq(members.organisationId, organisationId),
        eq(members.active, true),
        arrayOverlaps(members.roles, roles),
      ),
    )
    .orderBy(asc(members.id))
    .limit(1000)
  return rows as Colleague[]
}

export type HeldBy = typeof authorisations.$inferSelect

/** Every authorisation that members of the organisation hold now. */
export async function listHeldAuthorisations(tx: Tx, organisationId: string): Promise<HeldBy[]> {
  return tx
    .select()
    .from(authorisations)
    .where(and(eq(authorisations.organisationId, organisationId), isNull(authorisations.revokedAt)))
}

/** Who asked to revoke each of these certificates, where that waits for a decision, by the certificate. */
export async function listAskedRevocations(tx: Tx, certificateIds: string[]): Promise<Map<string, string>> {
  if (certificateIds.length === 0) return new Map()
  const rows = await tx
    .select({ id: revocationRequests.certificateId, by: revocationRequests.requestedBy })
    .from(revocationRequests)
    .where(and(inArray(revocationRequests.certificateId, certificateIds), isNull(revocationRequests.outcome)))
  return new Map(rows.map((one) => [one.id, one.by]))
}
