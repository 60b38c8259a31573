import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import type { Certificate } from '../certificates/store.ts'

/** Issued certificates in force, of these organisations or of all (null), in order of id. */
export async function listInForce(
  owner: Tx,
  organisationIds: string[] | null,
  after: string | null,
  limit: number,
): Promise<Certificate[]> {
  return owner
    .select()
    .from(certificates)
    .where(
      and(
        eq(certificates.status, 'issued'),
        isNull(certificates.revokedAt),
        organisationIds === null ? undefined : inArray(certificates.organisationId, organisationIds),
        after === null ? undefined : gt(certificates.id, after),
      ),
    )
    .orderBy(asc(certificates.id))
    .limit(limit)
}
