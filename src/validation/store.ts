import { asc, eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { decisions } from '../db/schema/assessments.ts'
import { outcomes } from '../db/schema/recognitions.ts'

export type Decision = typeof decisions.$inferSelect

export async function insertDecisions(tx: Tx, values: (typeof decisions.$inferInsert)[]): Promise<void> {
  await tx.insert(decisions).values(values)
}

export async function listDecisions(
  tx: Tx,
  recognitionId: string,
): Promise<(Decision & { competence: string })[]> {
  return tx
    .select({ ...getTableColumns(decisions), competence: outcomes.competence })
    .from(decisions)
    .innerJoin(outcomes, eq(outcomes.id, decisions.outcomeId))
    .where(eq(decisions.recognitionId, recognitionId))
    .orderBy(asc(outcomes.competence))
}
