import { actionsOn, onBehalf, type Subject } from '../../platform/actions/action.ts'
import type { Webhook } from './store.ts'

/** What the table has to know of a webhook. */
export type WebhookStanding = Subject & { webhook?: Webhook }

const there = ['active', 'disabled'] as const
const managing = { on: 'webhook', from: there, by: onBehalf('administer', ['admin']) } as const

export const webhookActions = actionsOn<WebhookStanding>()({
  registerWebhook: {
    ...managing,
    name: 'register',
    from: null,
    route: 'POST /v1/webhooks',
    ledger: 'webhook.register',
  },
  changeWebhook: {
    ...managing,
    name: 'change',
    route: 'PATCH /v1/webhooks/{id}',
    ledger: 'webhook.change',
  },
  makeWebhookSecret: {
    ...managing,
    name: 'make-secret',
    route: 'POST /v1/webhooks/{id}/secrets',
    ledger: 'webhook.make-secret',
  },
  checkWebhook: {
    ...managing,
    name: 'ping',
    from: ['active'],
    route: 'POST /v1/webhooks/{id}/ping',
    ledger: 'webhook.ping',
  },
  resendDeliveries: {
    ...managing,
    name: 'replay',
    from: ['active'],
    route: 'POST /v1/webhooks/{id}/replays',
    ledger: 'webhook.replay',
  },
  endWebhook: {
    ...managing,
    name: 'end',
    from: null,
    to: 'ended',
    route: 'POST /v1/webhooks/{id}/end',
    ledger: 'webhook.end',
  },
  disableWebhook: {
    on: 'webhook',
    name: 'disable',
    from: ['active'],
    to: 'disabled',
    by: { service: 'job' },
    route: null,
    ledger: 'webhook.disable',
  },
})
