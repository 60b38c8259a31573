import type {
  accompanyingAttestations,
  accompanyingPersons,
} from '../../../db/schema/certification/accompanying-persons.ts'
import type { Fault } from '../../../errors.ts'
import { type OfMobility, unlessCancelled } from '../../../mobility/mobilities/standing.ts'
import type { Hindrance } from '../../../platform/actions/action.ts'
import { say } from '../words.ts'

/** Who accompanies, and what the host has said of it; null: nothing yet. */
export type Accompanying = typeof accompanyingPersons.$inferSelect & {
  attested: Pick<typeof accompanyingAttestations.$inferSelect, 'memberId' | 'name' | 'at'> | null
}

/** Somebody who accompanies, where it is said who. */
export type OfAccompanying = OfMobility & { asked?: Pick<Accompanying, 'attested'> }

/** What the host has attested, it does not attest again. */
export function unlessAttested({ asked, ...mobility }: OfAccompanying): Hindrance | null {
  if (asked?.attested) return { reason: 'conflict', sentence: say('attested-already') }
  return unlessCancelled(mobility)
}

/** Nobody leaves before they come. */
export const faultsOfStay = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Fault[] =>
  endsOn < startsOn ? [{ in: 'body', pointer: '/endsOn', detail: say('ends-before') }] : []
