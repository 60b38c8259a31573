import type { Hindrance } from '../../../platform/actions/action.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import type { CaseStanding, LoadedCase } from '../../case.ts'
import { say } from '../words.ts'

/** A case of which a piece is taken back; whoever asks in general, for lists, does not say which. */
export type PieceStanding = CaseStanding & { piece?: PieceFacts | undefined }
type PieceFacts = { submittedBy: string | null; personId: string | null; isJudged: boolean }

/** What was brought is taken back by whoever brought it, until somebody judged it. */
export function unlessMayTakeBack({ piece }: PieceStanding, { memberId, personId }: Actor): Hindrance | null {
  if (!piece) return null
  if (piece.submittedBy !== memberId || piece.personId !== personId)
    return { reason: 'forbidden', sentence: say('brought-by-another') }
  return piece.isJudged ? { reason: 'wrong-state', sentence: say('judged-already') } : null
}

/** What decides whether a piece that stands is taken back; undefined where there is none. */
export function pieceIn(
  { evidence, assessments }: Pick<LoadedCase, 'evidence' | 'assessments'>,
  id: string,
): PieceFacts | undefined {
  const found = evidence.find(({ row }) => row.id === id)?.row
  if (!found) return undefined
  const isJudged = assessments.some(({ judgements }) =>
    judgements.some(({ evidenceId }) => evidenceId === id),
  )
  return { submittedBy: found.submittedBy, personId: found.personId, isJudged }
}
