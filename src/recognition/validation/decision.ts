import type { Sentence } from '../../platform/words/sentence.ts'
import type { Result } from '../case.ts'
import { say } from './words.ts'

type Marking = { outcomeId: string; appealId: string | null }

/** The marking that a decision follows from: one made in an appeal counts only for the decision of that appeal. */
export function markingBehind<T extends Marking>(
  decision: { outcomeId: string; appealId: string | null },
  markings: readonly T[],
): T | undefined {
  return markings.findLast(
    ({ outcomeId, appealId }) =>
      outcomeId === decision.outcomeId && (appealId === null || appealId === decision.appealId),
  )
}

export type Judged = { target: number | null; baseline: number | null; level: number | null }

/** Reached ⇔ the level is at least the target. Without levels in the framework, level 1 stands for "all met". */
export function isReached({ target, level }: Judged): boolean {
  return level !== null && level >= (target ?? 1)
}

/** Improved ⇔ the level is higher than before; where nothing was there before, any level is an improvement. */
export function isImproved({ baseline, level }: Judged): boolean {
  return level !== null && level > (baseline ?? 0)
}

/** What the marks suggest; a validator may see it otherwise, but only with a reason. */
export function suggestedResult(judged: Judged): Result {
  if (isReached(judged)) return 'reached'
  return judged.level !== null ? 'partly' : 'not-reached'
}

/** Why a decision cannot stand, or null. "Reached" follows from the level alone; "not assessed" always needs a reason. */
export function decisionFault(judged: Judged, result: Result, reason: string | null): Sentence | null {
  const suggested = suggestedResult(judged)
  if (result === suggested) return null
  if (result === 'reached')
    return say('below-target', {
      level: judged.level ?? say('no-level'),
      target: judged.target ?? say('all-criteria'),
    })
  if (suggested === 'reached' && result !== 'not-assessed') return say('is-reached')
  return reason === null ? say('needs-reason', { result: say('result', { result: suggested }) }) : null
}
