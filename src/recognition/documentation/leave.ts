import { amendmentBlockers, deskBlockers, guardianBlockers, outdatedBlockers } from '../amendment.ts'
import { blocker, type CaseBlocker, claimedOf, participantBlocker } from '../blockers.ts'
import type { CaseFacts } from '../case.ts'

/** What keeps a case from leaving documentation; whoever became the host attests once the case follows what is agreed with them. */
export function documentationBlockers(facts: CaseFacts): CaseBlocker[] {
  const bare = claimedOf(facts).filter(({ evidence }) => evidence === 0)
  return [
    ...guardianBlockers(facts),
    ...deskBlockers(facts),
    ...(facts.outdated.includes('/hosting/id') ? outdatedBlockers(facts) : []),
    ...amendmentBlockers(facts),
    ...bare.map(({ competence }) => blocker('evidence-missing', 'learner', competence)),
    ...(facts.held ? [blocker('evidence-held', 'admin')] : []),
    ...(facts.declared.authorship ? [] : [participantBlocker('authorship-missing', facts)]),
    ...(facts.declared.attestation ? [] : [blocker('attestation-missing', 'mentor')]),
  ]
}
