import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { notFound, Refusal } from '../../../errors.ts'
import type { Action } from '../../../platform/actions/action.ts'
import { theCase } from '../../load-case.ts'
import { touchRecognition } from '../../store.ts'
import { documentationActions } from '../actions.ts'
import { type EvidenceWithOutcomes, holdFiles, keptOf, writeEvidenceWithdrawal } from '../store.ts'
import { say } from '../words.ts'
import { type PieceStanding, pieceIn } from './withdrawal.ts'

/**
 * Takes a piece of evidence back, with a reason, until it was judged: its file goes unless other evidence has it, what it
 * was and why it was taken back stay, and it counts for nothing. Only whoever brought it may.
 */
export async function withdrawEvidence(
  ctx: Context,
  recognitionId: string,
  evidenceId: string,
  reason: string,
  action: Action<PieceStanding> = documentationActions.withdrawEvidence,
): Promise<EvidenceWithOutcomes> {
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, recognitionId)(tx)
    return { ...loaded, piece: pieceIn(loaded, evidenceId) }
  }
  return act(ctx, action, hold, async ({ tx, subject, actor, now }) => {
    if (subject.withdrawnEvidence.some(({ row }) => row.id === evidenceId))
      throw new Refusal('conflict', say('withdrawn-already'))
    const found = subject.evidence.find(({ row }) => row.id === evidenceId)
    if (!found) throw notFound('evidence')
    // Whoever hands the same file in meanwhile waits, and keeps it anew.
    await holdFiles(tx, keptOf(found.row))
    const row = await writeEvidenceWithdrawal(tx, found.row, {
      withdrawnAt: now,
      withdrawnBy: actor.memberId,
      withdrawalReason: reason,
    })
    await touchRecognition(tx, recognitionId, now)
    return { value: { ...found, row }, subjectId: evidenceId, details: { recognitionId } }
  })
}
