import { and, arrayOverlaps, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { revocationRequests } from '../../db/schema/certification/certificates.ts'
import {
  agreementSignatures,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { members } from '../../db/schema/parties/organisations.ts'
import { authorisations } from '../../db/schema/recognition/authorisations.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { type VersionWithSignatures, versionsWith } from '../../mobility/agreements/agreement-rows.ts'
import type { Mobility } from '../../mobility/mobilities/store.ts'
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

/** Mobilities with every version of their agreements and who signed each, by mobility, in one statement. */
export async function gatherAgreements(
  tx: Tx,
  ids: string[],
): Promise<Map<string, { mobility: Mobility; versions: VersionWithSignatures[] }>> {
  if (ids.length === 0) return new Map()
  const versionIds = sql`select ${agreementVersions.id} from ${agreementVersions} where ${inArray(agreementVersions.mobilityId, ids)}`
  const found = await together(tx, {
    mobilities: rowsOf(mobilities, inArray(mobilities.id, ids), mobilities.id),
    versions: rowsOf(agreementVersions, inArray(agreementVersions.mobilityId, ids), agreementVersions.number),
    signatures: rowsOf(
      agreementSignatures,
      sql`${agreementSignatures.versionId} in (${versionIds})`,
      agreementSignatures.id,
    ),
    withdrawals: rowsOf(
      agreementWithdrawals,
      sql`${agreementWithdrawals.versionId} in (${versionIds})`,
      agreementWithdrawals.versionId,
    ),
  })
  return new Map(
    found.mobilities.map((mobility) => [
      mobility.id,
      { mobility, versions: versionsWith(mobility.id, found) },
    ]),
  )
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
