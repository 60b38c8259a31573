import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { certificates } from '../../../db/schema/certification/certificates.ts'
import { attempts, auxiliaries } from '../../../db/schema/operation.ts'
import { organisations } from '../../../db/schema/parties/organisations.ts'
import { isKept } from '../../../platform/auxiliaries/store.ts'
import { dueFairly, type Item } from '../../../platform/jobs/attempts-store.ts'
import { type Certificate, itemOfCertificate } from '../../certificates/store.ts'

/** The job, as attempts and metrics name it. */
export const sealing = 'seal-certificates'

/** For the job that seals: certificates of an organisation whose papers wait for its seal and are due, the oldest first. */
export async function listPendingSeals(
  owner: Tx,
  organisationId: string,
  now: Date,
  limit: number,
): Promise<(Item & { certificate: Certificate })[]> {
  const { id } = certificates
  const due = dueFairly(
    sealing,
    { item: sql`${id}::text`, organisation: certificates.organisationId, age: id },
    now,
  )
  const rows = await owner
    .select({ certificate: certificates })
    .from(certificates)
    .leftJoin(attempts, due.join)
    .where(
      and(
        eq(certificates.organisationId, organisationId),
        eq(certificates.seal, 'pending'),
        isNull(certificates.revokedAt),
        due.isDue,
      ),
    )
    .orderBy(...due.order)
    .limit(limit)
  return rows.map(({ certificate }) => ({ ...itemOfCertificate(certificate), certificate }))
}

/** What an organisation is called; null where there is none with this id. */
export async function nameOfOrganisation(owner: Tx, id: string): Promise<string | null> {
  const [row] = await owner
    .select({ name: organisations.name })
    .from(organisations)
    .where(eq(organisations.id, id))
  return row?.name ?? null
}

/**
 * The state of the seal of a paper that this process cannot seal: it waits where another process has a seal for its
 * organisation, or had one lately.
 */
export function awaitedSeal(organisationId: string, now: Date): SQL<'pending' | 'none'> {
  return sql<'pending' | 'none'>`case when exists (select 1 from ${auxiliaries} where ${and(
    eq(auxiliaries.name, 'seal'),
    eq(auxiliaries.organisationId, organisationId),
    isKept(now),
  )}) then 'pending' else 'none' end`
}
