import type { Actor } from '../../platform/auth/access.ts'
import { assignmentOf, type LoadedCase, settlementOf } from '../case.ts'
import { mayRead } from './assessor.ts'
import type { Assessment } from './store.ts'

/** The assessments of a case that the actor may see now; blind marking holds here, for every list that shows marks. */
export function readableOf(loaded: LoadedCase, actor: Actor): Assessment[] {
  const { assessments, recognition } = loaded
  const { memberId } = actor
  const assignment = assignmentOf(loaded, memberId)
  const isFree = assignment?.state === 'accepted'
  const reader = {
    memberId,
    round: assignment && (isFree || assignment.round === 'second') ? assignment.round : null,
    isAssessor: actor.roles.includes('assessor'),
    hasMarked: assessments.some(({ assessorId }) => assessorId === memberId),
    underAssessment: recognition.stage === 'assessment',
  }
  return assessments.filter((row) => {
    const { awaits } = settlementOf(loaded, row.outcomeId)
    return mayRead(row, reader, {
      settled: awaits === null,
      awaitsAdjudication: awaits === 'adjudication',
      markedByReader: assessments.some(
        ({ outcomeId, assessorId }) => outcomeId === row.outcomeId && assessorId === memberId,
      ),
    })
  })
}

/** Whether every assessment of a case is open to the actor now. */
export const isWhollyReadable = (loaded: LoadedCase, actor: Actor): boolean =>
  readableOf(loaded, actor).length === loaded.assessments.length
