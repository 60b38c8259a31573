import type { BaselineFinding } from '../../db/schema/mobility/agreements.ts'
import type { Gain } from '../../db/schema/recognition/decisions.ts'
import { findingOf } from '../../mobility/agreements/planned-outcomes/planned-outcome.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { acceptedEvidence, countMet, showsPartOf } from '../assessment/level.ts'
import type { Assessment } from '../assessment/store.ts'
import type { Result } from '../case.ts'
import type { Outcome } from '../outcome-store.ts'
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

export type Judged = {
  target: number | null
  baseline: number | null
  /** What the search for a level before came to; null where that was not told apart. */
  baselineFound: BaselineFinding | null
  level: number | null
  /** Whether some of the target's facets or statements were shown whole. */
  partOfTarget: boolean
}

/** All that a decision about an outcome follows from, by the marking that counts. */
export function judgedBy(outcome: Outcome, marking: Assessment | undefined): Judged {
  const { target, baseline, baselineFound, criteria } = outcome
  const marked = marking
    ? countMet(criteria, marking.marks, acceptedEvidence(marking.judgements))
    : countMet(criteria, [], new Set())
  const partOfTarget = showsPartOf(marked, target)
  return { target, baseline, baselineFound, level: marking?.level ?? null, partOfTarget }
}

/** Reached ⇔ the level is at least the target. Without levels in the framework, level 1 stands for "all met". */
export function isReached({ target, level }: Judged): boolean {
  return level !== null && level >= (target ?? 1)
}

/** What was gained: a competence reached that was not there, a level above the one before, or nothing; unknown where nobody looked. */
export function gainOf(judged: Judged): Gain {
  const { baseline, baselineFound, level } = judged
  const finding = findingOf({ baseline, ...(baselineFound && { baselineFound }) })
  if (finding === 'not-looked-for') return 'unknown'
  if (level === null) return 'none'
  if (finding === 'none') return isReached(judged) ? 'acquired' : 'improved'
  return level > baseline! ? 'improved' : 'none'
}

/** Whether a gain is one; null where that is not known. */
export const isImproved = (gain: Gain): boolean | null =>
  gain === 'unknown' ? null : gain === 'acquired' || gain === 'improved'

/**
 * What the marks suggest; a validator may see it otherwise, but only with a reason. Partly reached: a level above the one
 * before, or some of what the target asks.
 */
export function suggestedResult(judged: Judged): Result {
  if (isReached(judged)) return 'reached'
  return isImproved(gainOf(judged)) || judged.partOfTarget ? 'partly' : 'not-reached'
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
  if (result === 'partly' && suggested === 'not-reached') return say('nothing-gained')
  if (suggested === 'reached' && result !== 'not-assessed') return say('is-reached')
  return reason === null ? say('needs-reason', { result: say('result', { result: suggested }) }) : null
}

/** What is written down of a decision: the level and the gain, where it was assessed. */
export function decided(judged: Judged, result: Result) {
  const gain = result === 'not-assessed' ? 'none' : gainOf(judged)
  return {
    result,
    level: result === 'not-assessed' ? null : judged.level,
    improved: isImproved(gain) === true,
    gain,
  }
}
