import type { Tx } from '../../db/client.ts'
import type { Subject } from '../../platform/actions/action.ts'
import { lockMobility, type Mobility } from './store.ts'

/** For `act`: holds a mobility until the transaction ends. */
export const theMobility =
  (id: string) =>
  async (tx: Tx): Promise<Mobility & Subject> => ({ ...(await lockMobility(tx, id)), state: null })
