import { asc, eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { outcomes } from '../../db/schema/recognition/recognitions.ts'
import type { NamedDecision } from '../case.ts'

export type Decision = typeof decisions.$inferSelect

export async function insertDecisions(
  tx: Tx,
  values: (typeof decisions.$inferInsert)[],
): Promise<Decision[]> {
  return tx.insert(decisions).values(values).returning()
}

/** Every decision that was ever made in a case, the oldest first. */
export async function listAllDecisions(tx: Tx, recognitionId: string): Promise<NamedDecision[]> {
  return tx
    .select({ ...getTableColumns(decisions), competence: outcomes.competence })
    .from(decisions)
    .innerJoin(outcomes, eq(outcomes.id, decisions.outcomeId))
    .where(eq(decisions.recognitionId, recognitionId))
    .orderBy(asc(decisions.id))
}
