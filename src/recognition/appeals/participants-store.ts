import { and, eq, inArray, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { ledger, moves } from '../../db/schema/custody/ledger.ts'
import type { Movers } from './participants.ts'

/** Who moved these cases on, and to whom their markings were opened as those who could decide on them. */
export async function listMovers(tx: Tx, recognitionIds: string[]): Promise<Movers> {
  if (recognitionIds.length === 0) return []
  return unionAll(
    tx
      .selectDistinct({
        recognitionId: sql<string>`${moves.recognitionId}::text`.as('recognition_id'),
        memberId: sql<string | null>`${moves.memberId}`.as('member_id'),
        decided: sql<boolean>`false`.as('decided'),
      })
      .from(moves)
      .where(and(inArray(moves.recognitionId, recognitionIds), eq(moves.kind, 'case'))),
    tx
      .selectDistinct({
        recognitionId: sql<string>`${ledger.subjectId}`.as('recognition_id'),
        memberId: sql<string | null>`${ledger.memberId}`.as('member_id'),
        decided: sql<boolean>`true`.as('decided'),
      })
      .from(ledger)
      .where(and(eq(ledger.action, 'decision-basis.read'), inArray(ledger.subjectId, recognitionIds))),
  )
}
