import { Refusal } from '../../../errors.ts'
import type { CaseFacts } from '../../case.ts'
import type { Round } from '../settlement.ts'
import { say } from '../words.ts'

type AssignmentState = 'assigned' | 'accepted' | 'conflicted' | 'withdrawn'
type Assigned = { memberId: string; memberOrganisationId: string; round: Round; state: AssignmentState }

/**
 * Refuses to take an assignment back whose state does not allow it. Marks stand, and so does a declared conflict: neither
 * can be undone.
 */
export function assertMayWithdraw(assignment: Assigned, facts: Pick<CaseFacts, 'assessors'>): void {
  if (assignment.state === 'withdrawn') throw new Refusal('conflict', say('withdrawn-already'))
  if (assignment.state === 'conflicted') throw new Refusal('conflict', say('conflict-stays'))
  if (facts.assessors.includes(assignment.memberId)) throw new Refusal('conflict', say('marks-stay'))
}

/**
 * Whether the marks of a case may have been open to a person before an assignment of theirs was withdrawn: an adjudicator
 * reads what the others found. Who assesses in another round reads nothing before they have marked.
 */
export function mayHaveRead(
  withdrawn: readonly { round: Round; state: AssignmentState; declaredAt: Date | null }[],
): boolean {
  return withdrawn.some(
    ({ round, state, declaredAt }) =>
      state === 'withdrawn' && round === 'adjudication' && declaredAt !== null,
  )
}
