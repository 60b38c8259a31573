import type { Tx } from '../../db/client.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'

export type Decision = typeof decisions.$inferSelect

export async function insertDecisions(
  tx: Tx,
  values: (typeof decisions.$inferInsert)[],
): Promise<Decision[]> {
  return tx.insert(decisions).values(values).returning()
}
