import { and, asc, eq, getTableColumns, gt } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import {
  accompanyingAttestations,
  accompanyingPersons,
} from '../../../db/schema/certification/accompanying-persons.ts'
import { notFound } from '../../../errors.ts'
import type { Keyset } from '../../../platform/http/pages.ts'
import type { Accompanying } from './accompanying.ts'

function select(tx: Tx) {
  return tx
    .select({
      ...getTableColumns(accompanyingPersons),
      attestedBy: accompanyingAttestations.memberId,
      attestedName: accompanyingAttestations.name,
      attestedAt: accompanyingAttestations.at,
    })
    .from(accompanyingPersons)
    .leftJoin(accompanyingAttestations, eq(accompanyingAttestations.accompanyingId, accompanyingPersons.id))
    .$dynamic()
}

function read({
  attestedBy,
  attestedName,
  attestedAt,
  ...row
}: Awaited<ReturnType<typeof select>>[number]): Accompanying {
  const isAttested = attestedBy !== null && attestedName !== null && attestedAt !== null
  return {
    ...row,
    attested: isAttested ? { memberId: attestedBy, name: attestedName, at: attestedAt } : null,
  }
}

export async function insertAccompanying(
  tx: Tx,
  values: typeof accompanyingPersons.$inferInsert,
): Promise<Accompanying> {
  const [row] = await tx.insert(accompanyingPersons).values(values).returning()
  return { ...row!, attested: null }
}

export async function insertPresence(
  tx: Tx,
  values: typeof accompanyingAttestations.$inferInsert,
): Promise<void> {
  await tx.insert(accompanyingAttestations).values(values)
}

/** Who accompanies the learner of a mobility, the first one first, and one more than a page holds. */
export async function listAccompanying(
  tx: Tx,
  mobilityId: string,
  { after, limit }: Keyset,
): Promise<Accompanying[]> {
  const from = after ? gt(accompanyingPersons.id, after.id) : undefined
  const rows = await select(tx)
    .where(and(eq(accompanyingPersons.mobilityId, mobilityId), from))
    .orderBy(asc(accompanyingPersons.id))
    .limit(limit + 1)
  return rows.map(read)
}

/** One of them; refuses where there is none. */
export async function getAccompanying(tx: Tx, mobilityId: string, id: string): Promise<Accompanying> {
  const [row] = await select(tx).where(
    and(eq(accompanyingPersons.mobilityId, mobilityId), eq(accompanyingPersons.id, id)),
  )
  if (!row) throw notFound('person')
  return read(row)
}
