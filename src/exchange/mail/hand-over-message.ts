import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { type Message, updateMessage } from '../outbox/store.ts'
import { messageActions } from './actions.ts'
import { theMessage } from './hold-message.ts'
import { type Prepared, prepareMessage } from './prepare-message.ts'
import { isOnlyByMail, isStillWanted } from './templates.ts'
import { say } from './words.ts'

/** Writes a message, with a link made now, for whoever hands it over; it is shown this once, and not sent any more. */
export function handOverMessage(ctx: Context, id: string): Promise<{ message: Message; prepared: Prepared }> {
  return act(ctx, messageActions.handOverMessage, theMessage(ctx, id), async ({ tx, subject, now }) => {
    const { message } = subject
    if (!(await isStillWanted(tx, message, now))) throw new Refusal('wrong-state', say('not-needed'))
    if (isOnlyByMail(message)) throw new Refusal('wrong-state', say('only-by-mail'))
    const prepared = await prepareMessage(tx, ctx, message, 'by-hand')
    const changes = { state: 'handed-over' as const, endedAt: now, linkId: prepared.link?.id ?? null }
    const handed = await updateMessage(tx, id, changes)
    const { template, party } = handed
    return {
      value: { message: handed, prepared },
      subjectId: id,
      details: { template, party, link: handed.linkId },
    }
  })
}
