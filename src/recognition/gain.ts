import type { Gain } from '../db/schema/recognition/decisions.ts'
import type { Outcome } from './outcome-store.ts'

/** What was gained by a decision; one made before that was told apart says nothing of an outcome without a level before. */
export function gainOfDecision(
  { gain, improved }: { gain: Gain | null; improved: boolean },
  { baseline }: Pick<Outcome, 'baseline'>,
): Gain {
  if (gain !== null) return gain
  if (baseline === null) return 'unknown'
  return improved ? 'improved' : 'none'
}
