import { blocker, type CaseBlocker } from './blockers.ts'
import type { CaseFacts } from './case.ts'

/** What was signed and changed since has to be signed anew. */
export function outdatedBlockers({ outdated }: CaseFacts): CaseBlocker[] {
  return outdated.length > 0 ? [blocker('agreement-outdated', 'coordinator')] : []
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
