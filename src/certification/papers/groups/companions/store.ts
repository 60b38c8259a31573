import { and, asc, eq, gt } from 'drizzle-orm'
import type { Tx } from '../../../../db/client.ts'
import { companionAttestations } from '../../../../db/schema/certification/companion-attestations.ts'
import { notFound } from '../../../../errors.ts'
import type { Keyset } from '../../../../platform/http/pages.ts'
import type { CompanionAttestation } from './companion.ts'

export async function insertCompanionAttestation(
  tx: Tx,
  values: typeof companionAttestations.$inferInsert,
): Promise<CompanionAttestation> {
  const [row] = await tx.insert(companionAttestations).values(values).returning()
  return row!
}

/** What the host has said of those who go with a group, the first one first. */
export async function gatherCompanionAttestations(tx: Tx, groupId: string): Promise<CompanionAttestation[]> {
  return tx
    .select()
    .from(companionAttestations)
    .where(eq(companionAttestations.groupId, groupId))
    .orderBy(asc(companionAttestations.id))
}

/** The same, one more than a page holds. */
export async function listCompanionAttestations(
  tx: Tx,
  groupId: string,
  { after, limit }: Keyset,
): Promise<CompanionAttestation[]> {
  const from = after ? gt(companionAttestations.id, after.id) : undefined
  return tx
    .select()
    .from(companionAttestations)
    .where(and(eq(companionAttestations.groupId, groupId), from))
    .orderBy(asc(companionAttestations.id))
    .limit(limit + 1)
}

/** One of them; refuses where there is none. */
export async function getCompanionAttestation(
  tx: Tx,
  groupId: string,
  id: string,
): Promise<CompanionAttestation> {
  const [row] = await tx
    .select()
    .from(companionAttestations)
    .where(and(eq(companionAttestations.groupId, groupId), eq(companionAttestations.id, id)))
  if (!row) throw notFound('person')
  return row
}
