import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { type Message, updateMessage } from '../outbox/store.ts'
import { messageActions } from './actions.ts'
import { theMessage } from './hold-message.ts'

/** Keeps a message that waits from being sent, or puts away one that came back. */
export function cancelMessage(ctx: Context, id: string): Promise<Message> {
  return act(ctx, messageActions.cancelMessage, theMessage(ctx, id), async ({ tx, now }) => ({
    value: await updateMessage(tx, id, { state: 'cancelled', endedAt: now }),
    subjectId: id,
  }))
}
