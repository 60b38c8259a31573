import { z } from 'zod'
import { deliveryStates, webhookStates } from '../../db/schema/exchange/webhooks.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { eventNames } from '../events/event-types.ts'
import type { Webhook, WebhookDelivery } from './store.ts'

const Url = z
  .url()
  .max(500)
  .describe('HTTPS, on a public network; it is posted to, and no redirect is followed')
const Types = z
  .array(z.enum(eventNames))
  .min(1)
  .max(eventNames.length)
  .nullable()
  .describe('only events of these types; null: of all')

export const NewWebhook = z
  .strictObject({ url: Url, types: Types.default(null) })
  .meta({ id: 'NewWebhook', examples: [{ url: 'https://school.example.org/recognition', types: null }] })

export const ChangedWebhook = z
  .strictObject({
    url: Url.optional(),
    types: Types.optional(),
    active: z
      .boolean()
      .optional()
      .describe(
        'true: what waits is sent from now on, also to one that was disabled; false: nothing is sent',
      ),
  })
  .meta({ id: 'ChangedWebhook', examples: [{ active: true }] })

export const WebhookView = z
  .object({
    id: z.uuid(),
    url: z.url(),
    types: Types,
    state: z
      .enum(webhookStates)
      .describe('disabled: by you, or as it took nothing for 75 hours or answered 410'),
    position: z.int().describe('up to which position of the events its deliveries are made'),
    failingSince: z.iso.datetime().nullable().describe('since when it has taken nothing'),
    problem: z.string().nullable().describe('what it last failed of, as a code'),
    dueAt: z.iso.datetime().nullable().describe('when it is tried again after a failure'),
    earlierSecretUntil: z.iso
      .datetime()
      .nullable()
      .describe('until when is signed with the secret before, too'),
    disabledAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' })

export const WebhookWithSecret = WebhookView.extend({
  secret: z.string().describe('with which what is sent is signed; shown this once'),
}).meta({ id: 'WebhookWithSecret' })

export const NewWebhookSecret = z
  .strictObject({
    overlapHours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .describe('for so many hours is signed with the one before it, too'),
  })
  .meta({ id: 'NewWebhookSecret', examples: [{ overlapHours: 24 }] })

const after = z.int().min(0).describe('events after this position')
export const ReplayRequest = z
  .union([
    z.strictObject({ deliveryId: z.uuid().describe('this one again') }),
    z.strictObject({
      after,
      upTo: z
        .int()
        .min(0)
        .optional()
        .describe('up to this one, at most 1 000; all from there on when left out'),
    }),
  ])
  .meta({ id: 'WebhookReplay', examples: [{ after: 0, upTo: 100 }] })

export const ReplayView = z
  .object({
    queued: z.int().nullable().describe('how many are sent again; null: all that follow, in their order'),
  })
  .meta({ id: 'WebhookReplayed' })

export const DeliveryQuery = z.strictObject({ ...PageQuery, state: z.enum(deliveryStates).optional() })

export const WebhookDeliveryView = z
  .object({
    id: z.uuid(),
    messageId: z.string().describe('`webhook-id` of what is sent, the same at each attempt'),
    position: z.int().nullable().describe('of the event; null for a ping'),
    type: z.string(),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    status: z.int().nullable().describe('what the last attempt was answered; null: nothing'),
    problem: z.string().nullable().describe('what it failed of, as a code'),
    triedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

const written = (at: Date | null) => at?.toISOString() ?? null

export function viewWebhook(webhook: Webhook): z.infer<typeof WebhookView> {
  const { id, url, state, position, problem } = webhook
  return {
    ...{ id, url, state, position, problem },
    types: webhook.types as z.infer<typeof Types>,
    failingSince: written(webhook.failingSince),
    dueAt: written(webhook.dueAt),
    earlierSecretUntil: written(webhook.earlierUntil),
    disabledAt: written(webhook.disabledAt),
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  }
}

export function viewDelivery(delivery: WebhookDelivery): z.infer<typeof WebhookDeliveryView> {
  const { id, messageId, position, type, state, attempts, status, problem } = delivery
  return {
    ...{ id, messageId, position, type, state, attempts, status, problem },
    triedAt: written(delivery.triedAt),
    createdAt: delivery.createdAt.toISOString(),
    endedAt: written(delivery.endedAt),
  }
}
