import { and, eq, inArray } from 'drizzle-orm'
import { listMoves } from '../../custody/ledger/moves-store.ts'
import type { Tx } from '../../db/client.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import type { Movers } from './participants.ts'

/** Who moved these cases on, and to whom their markings were opened as those who could decide on them. */
export async function listMovers(tx: Tx, recognitionIds: string[]): Promise<Movers> {
  if (recognitionIds.length === 0) return []
  const moves = await listMoves(tx, recognitionIds)
  const opened = await tx
    .selectDistinct({ recognitionId: ledger.subjectId, memberId: ledger.memberId })
    .from(ledger)
    .where(and(eq(ledger.action, 'decision-basis.read'), inArray(ledger.subjectId, recognitionIds)))
  return [
    ...moves
      .filter(({ kind }) => kind === 'case')
      .map(({ recognitionId, memberId }) => ({ recognitionId, memberId, decided: false })),
    ...opened.map((reader) => ({ ...reader, decided: true })),
  ]
}
