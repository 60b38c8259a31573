import { Refusal } from '../../../errors.ts'
import { type LoadedCase, settlementOf } from '../../case.ts'
import type { Outcome } from '../../outcome-store.ts'
import { say } from '../words.ts'
import type { Assignment } from './store.ts'

/** Refuses marks of an outcome that is not claimed, was marked in this round already, or does not wait for it. */
export function assertDue(loaded: LoadedCase, outcome: Outcome, round: Assignment['round']): void {
  if (outcome.status !== 'claimed') throw new Refusal('wrong-state', say('claimed-only'))
  const marked = loaded.assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
  if (marked.some((assessment) => assessment.round === round)) {
    throw new Refusal('conflict', say('marked-already'))
  }
  if (round !== settlementOf(loaded, outcome.id).awaits) {
    throw new Refusal('wrong-state', say('not-due', { round: round === 'second' ? round : 'other' }))
  }
}
