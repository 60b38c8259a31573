import type { Tx } from '../../db/client.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'

export type Assessment = typeof assessments.$inferSelect

export async function insertAssessment(tx: Tx, values: typeof assessments.$inferInsert): Promise<Assessment> {
  const [row] = await tx.insert(assessments).values(values).returning()
  return row!
}
