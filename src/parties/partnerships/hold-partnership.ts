import type { Tx } from '../../db/client.ts'
import type { Subject } from '../../platform/actions/action.ts'
import { type Partnership, partnershipState } from './partnership.ts'
import { lockPartnership } from './store.ts'

/** For `act`: holds a memorandum, so that it is confirmed and ended once. */
export async function holdPartnership(tx: Tx, id: string): Promise<Partnership & Subject> {
  const memorandum = await lockPartnership(tx, id)
  return { ...memorandum, state: partnershipState(memorandum) }
}
