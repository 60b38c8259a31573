import type { z } from 'zod'
import type { BaselineFinding } from '../../db/schema/mobility/agreements.ts'
import type { Fault } from '../../errors.ts'
import type { Outcome } from '../outcome-store.ts'
import type { Claim } from './schemas.ts'
import { say } from './words.ts'

/** Where a learner sees themselves: a level, none, or nobody asked. */
type Self = { selfLevel: number | null; selfFound?: BaselineFinding | null | undefined }

/** What is known of how a learner sees themselves; where nobody said, a level, or nobody asked. */
export const selfFinding = ({ selfLevel, selfFound }: Self): BaselineFinding =>
  selfFound ?? (selfLevel === null ? 'not-looked-for' : 'level')

/** What a claim says of it, and what was said before where it says nothing. */
export function selfAssessed(
  { selfLevel, selfFound }: Pick<Outcome, 'selfLevel' | 'selfFound'>,
  claim: z.infer<typeof Claim>,
): { selfLevel: number | null; selfFound: BaselineFinding | null } {
  if (claim.status === 'dropped') return { selfLevel, selfFound }
  if (claim.selfFound && claim.selfFound !== 'level')
    return { selfLevel: claim.selfLevel ?? null, selfFound: claim.selfFound }
  const level = claim.selfLevel ?? selfLevel
  return level === null && !claim.selfFound
    ? { selfLevel, selfFound }
    : { selfLevel: level, selfFound: 'level' }
}

/** What is wrong with it: a level that the framework does not have, or a finding that does not fit. */
export function selfFaults(self: Self, highest?: number): Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, detail: Fault['detail']) => faults.push({ in: 'body', pointer, detail })
  if (highest !== undefined && self.selfLevel !== null && self.selfLevel > highest)
    add('/selfLevel', say('is-at-most', { level: highest }))
  if ((selfFinding(self) === 'level') !== (self.selfLevel !== null)) add('/selfFound', say('self-unfit'))
  return faults
}
