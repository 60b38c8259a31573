import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { assessments } from '../db/schema/assessments.ts'

export type Assessment = typeof assessments.$inferSelect

export async function insertAssessment(tx: Tx, values: typeof assessments.$inferInsert): Promise<Assessment> {
  const [row] = await tx.insert(assessments).values(values).returning()
  return row!
}

export async function listAssessments(tx: Tx, recognitionId: string): Promise<Assessment[]> {
  return tx
    .select()
    .from(assessments)
    .where(eq(assessments.recognitionId, recognitionId))
    .orderBy(asc(assessments.id))
}
