import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { addDays } from '../../../platform/dates.ts'
import { enqueue } from '../../outbox/queue-message.ts'
import { tellCoordinators } from '../../outbox/tell-coordinators.ts'
import { listAddressesEnding } from './addresses-store.ts'
import { addressRemindedBefore, addressReminderOn, toldAfter } from './reminder.ts'

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

/**
 * Tells coordinators, once for each such day, that somebody is not reached any more: their address has ended, and they have
 * confirmed none of their own; returns how many messages that makes.
 */
export async function tellOfEndedAddresses(
  tx: Tx,
  ctx: Context,
  { organisationId, today }: { organisationId: string; today: string },
): Promise<number> {
  const behind = { from: addDays(today, -toldAfter), to: addDays(today, -1) }
  const ended = await listAddressesEnding(tx, organisationId, behind)
  let queued = 0
  for (const day of new Set(ended.map(({ emailEnds }) => emailEnds))) {
    const told = { template: 'address-ended' as const, organisationId, occasion: `ended-${day}` }
    queued += await tellCoordinators(tx, ctx, told)
  }
  return queued
}
