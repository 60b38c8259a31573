import { amendmentBlockers, deskBlockers, guardianBlockers, outdatedBlockers } from '../amendment.ts'
import { blocker, type CaseBlocker, claimedOf, participantBlocker } from '../blockers.ts'
import type { CaseFacts } from '../case.ts'

/** Nothing is claimed before the learner knows how it will be judged. */
export function informationBlockers(facts: CaseFacts): CaseBlocker[] {
  return facts.informed ? [] : [participantBlocker('information-not-acknowledged', facts)]
}

/** What keeps a case from leaving identification. */
export function identificationBlockers(facts: CaseFacts): CaseBlocker[] {
  const open = facts.outcomes.filter(({ status }) => status === 'open')
  const isEmpty = open.length === 0 && claimedOf(facts).length === 0
  return [
    ...guardianBlockers(facts),
    ...deskBlockers(facts),
    ...informationBlockers(facts),
    ...outdatedBlockers(facts),
    ...amendmentBlockers(facts),
    ...open.map(({ competence }) => blocker('outcome-open', 'coordinator', competence)),
    ...(isEmpty ? [blocker('nothing-claimed', 'coordinator')] : []),
  ]
}
