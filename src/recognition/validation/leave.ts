import { amendmentBlockers, deskBlockers, guardianBlockers, outdatedBlockers } from '../amendment.ts'
import { blocker, type CaseBlocker, claimedOf, stayBlockers } from '../blockers.ts'
import type { CaseFacts } from '../case.ts'
import { isOpen } from '../stage.ts'
import { isImproved } from './decision.ts'

/** What keeps a case in validation: what is undecided, then what hinders the certificate, or the refusal of one. */
export function validationBlockers(facts: CaseFacts): CaseBlocker[] {
  return decisionBlockers(facts).length > 0 || hasResult(facts) ? issueBlockers(facts) : []
}

/** What keeps the certificate from being issued. A case that is closed follows no newer agreement. */
export function issueBlockers(facts: CaseFacts): CaseBlocker[] {
  const missing = decisionBlockers(facts)
  const isBare = missing.length === 0 && !hasResult(facts)
  return [
    ...guardianBlockers(facts),
    ...deskBlockers(facts),
    ...missing,
    ...(isBare ? [blocker('nothing-to-certify', 'validator')] : []),
    ...(facts.mobilityEnded ? [] : [blocker('mobility-not-ended', 'coordinator')]),
    ...(isOpen(facts.stage)
      ? [...outdatedBlockers(facts), ...amendmentBlockers(facts), ...stayBlockers(facts)]
      : []),
    ...(facts.issuingPaused ? [blocker('issuing-paused', 'admin')] : []),
  ]
}

/** What keeps the case from being refused. */
export function refusalBlockers(facts: CaseFacts): CaseBlocker[] {
  const missing = decisionBlockers(facts)
  if (missing.length > 0) return missing
  return hasResult(facts) ? [blocker('something-to-certify', 'issuer')] : []
}

function decisionBlockers(facts: CaseFacts): CaseBlocker[] {
  return claimedOf(facts)
    .filter(({ decision }) => decision === null)
    .map(({ competence }) => blocker('decision-missing', 'validator', competence))
}

/** Something to certify: an outcome reached, or partly, or a level higher than before. */
const hasResult = (facts: CaseFacts) =>
  claimedOf(facts).some(
    ({ decision }) =>
      decision?.result === 'reached' ||
      decision?.result === 'partly' ||
      (decision !== null && isImproved(decision.gain) === true),
  )
