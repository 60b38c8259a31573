import type { Evidence } from '../evidence.ts'
import type { Case } from '../identify.ts'

/** What the people of a hosting organisation do in a case, in whichever way they reach the service. */
export type Host = {
  id: string
  name: string
  works: 'by client' | 'by desk'
  /** Reads the agreement and signs what was read. */
  sign(mobilityId: string): Promise<void>
  observe(participant: Case, seen: Evidence): Promise<void>
  attest(participant: Case, statement: string): Promise<void>
  /** Has its assessor mark outcomes for the second time, who declares to have no conflict of interest. */
  markAgain(participant: Case, outcomes: readonly ToMark[]): Promise<void>
}

/** An outcome, with its criteria and whether each is met by what the learner showed. */
export type ToMark = { competence: string; criteria: readonly { id: string; isMet: boolean }[] }
