import { blocker, type CaseBlocker, guardianBlocker, outdatedBlocker } from './blockers.ts'
import type { CaseFacts } from './case.ts'

/** Who turned out to be under 18 has a guardian, or two who both do, who signs what was agreed before anything else is done. */
export function guardianBlockers({ guardianMissing }: CaseFacts): CaseBlocker[] {
  if (!guardianMissing) return []
  return guardianMissing.length > 0
    ? guardianMissing.map(guardianBlocker)
    : [blocker('guardian-missing', 'coordinator')]
}

/** What was done by a link that was handed over is nobody else's act before they say so, or the operator vouches for them. */
export function deskBlockers({ unconfirmed = [] }: Pick<CaseFacts, 'unconfirmed'>): CaseBlocker[] {
  const roles = [...new Set(unconfirmed.map(({ role }) => role ?? 'coordinator'))]
  return roles.map((role) => blocker('unconfirmed-desk', role))
}

/** What was signed and changed since has to be signed anew, or confirmed by both organisations to be a slip. */
export function outdatedBlockers(facts: CaseFacts): CaseBlocker[] {
  if (facts.outdated.length === 0) return []
  return [outdatedBlocker(facts.slipSaidBy ? 'slip-unconfirmed' : 'agreement-outdated', facts)]
}

/** While an amendment is on its way, nobody moves on by what is about to be replaced. */
export function amendmentBlockers({ amendment }: CaseFacts): CaseBlocker[] {
  return amendment === null ? [] : [blocker(`amendment-${amendment}`, 'coordinator')]
}

/** What keeps a case from following a newer version of its agreement. */
export function adoptionBlockers({ amendment }: CaseFacts): CaseBlocker[] {
  if (amendment === 'signed') return []
  return [blocker(amendment === null ? 'no-amendment' : 'amendment-unsigned', 'coordinator')]
}
