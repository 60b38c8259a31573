import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { webhookActions } from './actions.ts'
import { changeWebhook, endWebhook, makeWebhookSecret } from './change-webhook.ts'
import { registerWebhook } from './register-webhook.ts'
import { pingWebhook, replayDeliveries } from './replay-deliveries.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Events']
const access = { scope: 'administer', roles: ['admin'] } as const

export const webhookRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/webhooks',
    {
      config: reads('listWebhooks', access),
      schema: {
        summary: 'List the addresses that are told of events',
        tags,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(wire.WebhookView, 'WebhookPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => store.listWebhooks(tx, ctx.actor.organisationId, keyset))
      return toPage(rows, keyset, wire.viewWebhook)
    },
  )

  app.post(
    '/webhooks',
    {
      config: { ...does(webhookActions.registerWebhook), secretAnswer: true, tells: ['ETag'] },
      schema: {
        summary: 'Have an address told of events',
        description:
          'Events are posted to it as they come, from now on, in their order, signed as Standard Webhooks 1.0.0 says (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Anything but 2xx within 15 seconds is tried again, ten times in 75 hours, before what follows; 410 ends that at once. The secret is shown this once.',
        tags,
        body: wire.NewWebhook,
        response: { 201: wire.WebhookWithSecret },
      },
    },
    async ({ ctx, body }, reply) => {
      const { shown: secret, ...webhook } = await registerWebhook(ctx, body)
      setVersion(reply.code(201).header('location', `/v1/webhooks/${webhook.id}`), webhook.version)
      return { ...wire.viewWebhook(webhook), secret }
    },
  )

  app.get(
    '/webhooks/:id',
    {
      config: reads('readWebhook', access),
      schema: { summary: 'Read a webhook', tags, params, response: { 200: wire.WebhookView } },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, (tx) => store.getWebhook(tx, ctx.actor.organisationId, params.id))
      setVersion(reply, row.version)
      return wire.viewWebhook(row)
    },
  )

  app.patch(
    '/webhooks/:id',
    {
      config: does(webhookActions.changeWebhook),
      schema: {
        summary: 'Change a webhook, or have what waits sent again',
        tags,
        params,
        body: wire.ChangedWebhook,
        response: { 200: wire.WebhookView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeWebhook(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      return wire.viewWebhook(row)
    },
  )

  app.post(
    '/webhooks/:id/secrets',
    {
      config: { ...does(webhookActions.makeWebhookSecret), secretAnswer: true, tells: ['ETag'] },
      schema: {
        summary: 'Make another secret of a webhook',
        description: 'For `overlapHours` what is sent is signed with both. The new one is shown this once.',
        tags,
        params,
        body: wire.NewWebhookSecret,
        response: { 201: wire.WebhookWithSecret },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { shown: secret, ...webhook } = await makeWebhookSecret(ctx, params.id, body.overlapHours)
      setVersion(reply.code(201), webhook.version)
      return { ...wire.viewWebhook(webhook), secret }
    },
  )

  app.post(
    '/webhooks/:id/ping',
    {
      config: { ...does(webhookActions.checkWebhook), bodyOptional: true },
      schema: {
        summary: 'Send something that means nothing to a webhook',
        description: 'Before everything that waits, which is tried again at once, too.',
        tags,
        params,
        response: { 202: wire.WebhookDeliveryView },
      },
    },
    async ({ ctx, params }, reply) => {
      reply.code(202)
      return wire.viewDelivery(await pingWebhook(ctx, params.id))
    },
  )

  app.get(
    '/webhooks/:id/deliveries',
    {
      config: reads('listWebhookDeliveries', access),
      schema: {
        summary: 'List what was sent to a webhook, or waits, and what came of it',
        description: 'For 30 days after it was sent.',
        tags,
        params,
        querystring: wire.DeliveryQuery,
        response: { 200: pageOf(wire.WebhookDeliveryView, 'WebhookDeliveryPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, async (tx) => {
        await store.getWebhook(tx, ctx.actor.organisationId, params.id)
        return store.listDeliveries(tx, params.id, keyset, query.state)
      })
      return toPage(rows, keyset, wire.viewDelivery)
    },
  )

  app.post(
    '/webhooks/:id/replays',
    {
      config: { ...does(webhookActions.resendDeliveries), also: [410] },
      schema: {
        summary: 'Send again: one, a range, or everything since a position',
        description:
          'Each comes with the `webhook-id` that it had. With `after` alone, everything from there on is sent in its order, and what waits with it.',
        tags,
        params,
        body: wire.ReplayRequest,
        response: { 202: wire.ReplayView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(202)
      return { queued: await replayDeliveries(ctx, params.id, body) }
    },
  )

  app.post(
    '/webhooks/:id/end',
    {
      config: { ...does(webhookActions.endWebhook), bodyOptional: true },
      schema: {
        summary: 'End a webhook for good',
        description: 'Nothing more is sent to it. Ending it again changes nothing.',
        tags,
        params,
        response: { 200: wire.WebhookView },
      },
    },
    async ({ ctx, params }) => wire.viewWebhook(await endWebhook(ctx, params.id)),
  )
}
