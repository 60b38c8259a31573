import type { Tx } from '../../db/client.ts'
import { stateOf } from './data-request.ts'
import { lockDataRequest } from './store.ts'

/** For `act`: holds a request, in its state. */
export const theRequest = (id: string) => async (tx: Tx) => {
  const request = await lockDataRequest(tx, id)
  return { ...request, state: stateOf(request) }
}
