import { amendmentBlockers, deskBlockers, guardianBlockers } from '../amendment.ts'
import { blocker, type CaseBlocker, claimedOf } from '../blockers.ts'
import type { CaseFacts } from '../case.ts'

/** What keeps a case from leaving documentation. */
export function documentationBlockers(facts: CaseFacts): CaseBlocker[] {
  const bare = claimedOf(facts).filter(({ evidence }) => evidence === 0)
  return [
    ...guardianBlockers(facts),
    ...deskBlockers(facts),
    ...amendmentBlockers(facts),
    ...bare.map(({ competence }) => blocker('evidence-missing', 'learner', competence)),
    ...(facts.held ? [blocker('evidence-held', 'admin')] : []),
    ...(facts.declared.authorship ? [] : [blocker('authorship-missing', 'learner')]),
    ...(facts.declared.attestation ? [] : [blocker('attestation-missing', 'mentor')]),
  ]
}
