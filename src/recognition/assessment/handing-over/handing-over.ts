import type { Sentence } from '../../../platform/words/sentence.ts'
import type { LoadedCase } from '../../case.ts'
import type { Assignment } from '../assignments/store.ts'

/** What became of one assignment, and why it stays where it is. */
export type Handed = {
  recognitionId: string
  assignmentId: string
  outcome: 'handed-over' | 'shared' | 'stays'
  newAssignmentId: string | null
  sentence: Sentence | null
}

/**
 * How far an assessor is with what they are assigned to. `open`: nothing is marked; `shared`: of the first marks some are
 * given, and the rest can be somebody else's; `begun`: marks of another round, which one person gives; `done`: nothing is left.
 */
export function stateOfWork(
  { memberId, round }: Pick<Assignment, 'memberId' | 'round'>,
  { assessments, outcomes }: Pick<LoadedCase, 'assessments' | 'outcomes'>,
): 'open' | 'shared' | 'begun' | 'done' {
  const marked = assessments
    .filter(({ assessorId }) => assessorId === memberId)
    .map(({ outcomeId }) => outcomeId)
  if (marked.length === 0) return 'open'
  if (round !== 'first') return 'begun'
  const left = outcomes.filter(({ id, status }) => status === 'claimed' && !marked.includes(id))
  return left.length > 0 ? 'shared' : 'done'
}
