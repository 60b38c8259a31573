import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { findEvents } from '../events/read-events.ts'
import { webhookActions } from './actions.ts'
import { theWebhook } from './change-webhook.ts'
import { deliveriesOf, typesOf } from './delivery.ts'
import type { ReplayRequest } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** So many are sent again at a time; who wants more has all sent from a position on. */
const MOST_AGAIN = 1000

/** Sends something that means nothing, before everything that waits, which is tried again then, too. */
export function pingWebhook(ctx: Context, id: string): Promise<store.WebhookDelivery> {
  return act(ctx, webhookActions.checkWebhook, theWebhook(ctx, id), async ({ tx, subject, now }) => {
    const { webhook } = subject
    const messageId = uuidv7()
    const body = JSON.stringify({ type: 'ping', timestamp: now.toISOString(), data: { webhookId: id } })
    const ping = { organisationId: webhook.organisationId, webhookId: id, type: 'ping', createdAt: now }
    const [value] = await store.insertDeliveries(tx, [{ ...ping, messageId, body }])
    await store.updateWebhook(tx, id, { dueAt: null })
    return { value: value!, subjectId: id }
  })
}

/** Sends again: one, those between two positions, or all from a position on; returns how many, null for all. */
export function replayDeliveries(
  ctx: Context,
  id: string,
  asked: z.infer<typeof ReplayRequest>,
): Promise<number | null> {
  return act(ctx, webhookActions.resendDeliveries, theWebhook(ctx, id), async ({ tx, subject, now }) => {
    const { webhook } = subject
    const done = { subjectId: id, details: asked }
    if ('deliveryId' in asked) {
      const { messageId, position, type, body } = await store.getDelivery(tx, id, asked.deliveryId)
      const again = { messageId, position, type, body, createdAt: now }
      await store.insertDeliveries(tx, [{ organisationId: webhook.organisationId, webhookId: id, ...again }])
      return { ...done, value: 1 }
    }
    const { after, upTo } = asked
    const types = typesOf(webhook)
    const limit = upTo === undefined ? 1 : MOST_AGAIN + 1
    const { events } = await findEvents(tx, null, { after, types, limit }, now)
    if (upTo === undefined) {
      await store.updateWaiting(tx, id, { state: 'cancelled', endedAt: now })
      await store.updateWebhook(tx, id, { position: after })
      return { ...done, value: null }
    }
    const wanted = events.filter(({ position }) => position <= upTo)
    if (wanted.length > MOST_AGAIN) throw new Refusal('incomplete', say('too-many', { most: MOST_AGAIN }))
    await store.insertDeliveries(tx, deliveriesOf(webhook, wanted, ctx.publicUrl, now))
    return { ...done, value: wanted.length }
  })
}
