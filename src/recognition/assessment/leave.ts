import { amendmentBlockers, deskBlockers, guardianBlockers } from '../amendment.ts'
import { type BlockerCode, blocker, type CaseBlocker, claimedOf } from '../blockers.ts'
import type { CaseFacts, OutcomeFacts } from '../case.ts'

/** What keeps a case from leaving assessment. */
export function assessmentBlockers(facts: CaseFacts): CaseBlocker[] {
  const unmarked = claimedOf(facts).filter(({ assessed }) => !assessed)
  return [
    ...guardianBlockers(facts),
    ...deskBlockers(facts),
    ...amendmentBlockers(facts),
    ...unmarked.map((outcome) => {
      const round = outcome.awaits ?? 'first'
      const isAwaited = !facts.assigned || facts.assigned.some((assignment) => assignment.round === round)
      return blocker(missingMarks(outcome), isAwaited ? 'assessor' : 'coordinator', outcome.competence)
    }),
  ]
}

function missingMarks({ awaits }: OutcomeFacts): BlockerCode {
  if (awaits === 'second') return 'second-marks-missing'
  return awaits === 'adjudication' ? 'adjudication-missing' : 'marks-missing'
}
