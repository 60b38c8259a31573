import { and, asc, eq, getTableColumns, notExists } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { outcomes } from '../../db/schema/recognition/recognitions.ts'

export type Decision = typeof decisions.$inferSelect

export async function insertDecisions(tx: Tx, values: (typeof decisions.$inferInsert)[]): Promise<void> {
  await tx.insert(decisions).values(values)
}

export type NamedDecision = Decision & { competence: string }

/** Whether a member hears, or has heard, an appeal or complaint about a case. */
export async function hearsAppeal(tx: Tx, recognitionId: string, memberId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: appeals.id })
    .from(appeals)
    .where(and(eq(appeals.recognitionId, recognitionId), eq(appeals.handlerId, memberId)))
    .limit(1)
  return row !== undefined
}

/** The decisions that stand: of each outcome the one that no later one supersedes. */
export async function listDecisions(tx: Tx, recognitionId: string): Promise<NamedDecision[]> {
  const later = alias(decisions, 'later')
  const superseded = tx.select({ id: later.id }).from(later).where(eq(later.supersedes, decisions.id))
  return tx
    .select({ ...getTableColumns(decisions), competence: outcomes.competence })
    .from(decisions)
    .innerJoin(outcomes, eq(outcomes.id, decisions.outcomeId))
    .where(and(eq(decisions.recognitionId, recognitionId), notExists(superseded)))
    .orderBy(asc(outcomes.competence))
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
