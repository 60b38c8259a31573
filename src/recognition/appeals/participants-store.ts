import { and, eq, inArray, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { auditLines } from '../../db/schema/platform.ts'
import { transitions } from '../../db/schema/recognition/recognitions.ts'
import type { Movers } from './participants.ts'

/** Who moved these cases on, and to whom their markings were opened as those who could decide on them. */
export async function listMovers(tx: Tx, recognitionIds: string[]): Promise<Movers> {
  if (recognitionIds.length === 0) return []
  return unionAll(
    tx
      .selectDistinct({
        recognitionId: sql<string>`${transitions.recognitionId}::text`.as('recognition_id'),
        memberId: transitions.memberId,
        decided: sql<boolean>`false`.as('decided'),
      })
      .from(transitions)
      .where(inArray(transitions.recognitionId, recognitionIds)),
    tx
      .selectDistinct({
        recognitionId: sql<string>`${auditLines.subjectId}`.as('recognition_id'),
        memberId: auditLines.memberId,
        decided: sql<boolean>`true`.as('decided'),
      })
      .from(auditLines)
      .where(
        and(eq(auditLines.action, 'decision-basis.read'), inArray(auditLines.subjectId, recognitionIds)),
      ),
  )
}
