import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { certificates } from '../../../db/schema/certification/certificates.ts'
import type { Certificate } from '../../certificates/store.ts'

/** For the job that seals: certificates of an organisation whose papers wait for its seal, the oldest first. */
export async function listPendingSeals(
  owner: Tx,
  organisationId: string,
  limit: number,
): Promise<Certificate[]> {
  return owner
    .select()
    .from(certificates)
    .where(
      and(
        eq(certificates.organisationId, organisationId),
        eq(certificates.seal, 'pending'),
        isNull(certificates.revokedAt),
      ),
    )
    .orderBy(asc(certificates.id))
    .limit(limit)
}
