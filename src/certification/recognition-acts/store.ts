import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { recognitionActs } from '../../db/schema/certification/acts.ts'
import type { Act } from '../certificates/certificate.ts'

export async function insertAct(tx: Tx, values: typeof recognitionActs.$inferInsert): Promise<Act> {
  const [row] = await tx.insert(recognitionActs).values(values).returning()
  return row!
}

/** The acts on one certificate, the first one first. */
export async function listActs(tx: Tx, certificateId: string): Promise<Act[]> {
  return tx
    .select()
    .from(recognitionActs)
    .where(eq(recognitionActs.certificateId, certificateId))
    .orderBy(asc(recognitionActs.number))
}
