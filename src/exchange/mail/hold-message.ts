import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { getLockedMessage, type Message } from '../outbox/store.ts'
import { say } from './words.ts'

type HeldMessage = { state: Message['state']; organisationId: string; message: Message }

/** For `act`: holds a message; refuses while it is being sent. */
export const theMessage =
  (ctx: { now(): Date }, id: string) =>
  async (tx: Tx): Promise<HeldMessage> => {
    const message = await getLockedMessage(tx, id)
    const { state, organisationId, leasedUntil } = message
    if (state === 'queued' && leasedUntil && leasedUntil > ctx.now())
      throw new Refusal('conflict', say('being-sent'))
    return { state, organisationId, message }
  }
