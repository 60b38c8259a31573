import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { type MessageTo, queueMessage } from '../outbox/queue-message.ts'
import { getLockedMessage, type Message, updateMessage } from '../outbox/store.ts'
import { messageActions } from './actions.ts'
import { theMessage } from './hold-message.ts'
import { endLinkOf } from './prepare-message.ts'
import { isStillWanted } from './templates.ts'
import { say } from './words.ts'

/** Queues a message again as a new one: its link has a new secret, and that of the earlier one ends now. */
export function resendMessage(ctx: Context, id: string): Promise<Message> {
  return act(ctx, messageActions.resendMessage, theMessage(ctx, id), async ({ tx, subject, now }) => {
    const { message } = subject
    if (!(await isStillWanted(tx, message, now))) throw new Refusal('wrong-state', say('not-needed'))
    await endLinkOf(tx, message, now)
    const { template, organisationId, hostingOrganisationId, subjectId, until } = message
    const queued = {
      template,
      organisationId,
      hostingOrganisationId,
      subjectId,
      until,
      to: recipientIn(message),
    }
    const again = await queueMessage(tx, ctx, queued)
    // What came back, or was held back, is seen to.
    if (['bounced', 'suppressed'].includes(message.state)) await updateMessage(tx, id, { state: 'cancelled' })
    return { value: await getLockedMessage(tx, again), subjectId: id, details: { again } }
  })
}

function recipientIn({ party, secondGuardian, personId, memberId }: Message): MessageTo {
  return party === 'member' ? { memberId: memberId! } : { personId: personId!, party, secondGuardian }
}
