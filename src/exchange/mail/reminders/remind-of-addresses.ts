import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { addDays } from '../../../platform/dates.ts'
import { enqueue } from '../../outbox/queue-message.ts'
import { listAddressesEnding } from './addresses-store.ts'
import { addressRemindedBefore, addressReminderOn } from './reminder.ts'

/**
 * Reminds learners a month and a week before the address that their school has ends, while they have none of their own;
 * returns how many messages that makes.
 */
export async function remindOfAddresses(
  tx: Tx,
  ctx: Context,
  { organisationId, today }: { organisationId: string; today: string },
): Promise<number> {
  const ahead = { from: today, to: addDays(today, addressRemindedBefore[0]) }
  let queued = 0
  for (const { personId, emailEnds } of await listAddressesEnding(tx, organisationId, ahead)) {
    const message = await enqueue(tx, ctx, {
      template: 'address-ends',
      to: { personId, party: 'learner' },
      organisationId,
      hostingOrganisationId: organisationId,
      subjectId: personId,
      until: emailEnds,
      occasion: addressReminderOn(today, emailEnds),
    })
    if (message) queued += 1
  }
  return queued
}
