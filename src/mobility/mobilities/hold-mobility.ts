import type { Tx } from '../../db/client.ts'
import type { Subject } from '../../platform/actions/action.ts'
import { lockMobility, type Mobility } from './store.ts'

/** For `act`: holds a mobility until the transaction ends. */
export async function holdMobility(tx: Tx, id: string): Promise<Mobility & Subject> {
  return { ...(await lockMobility(tx, id)), state: null }
}
