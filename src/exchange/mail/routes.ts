import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { listMessages } from '../outbox/store.ts'
import { messageActions } from './actions.ts'
import { cancelMessage } from './cancel-message.ts'
import { handOverMessage } from './hand-over-message.ts'
import { recordMailEvents } from './record-mail-events.ts'
import { resendMessage } from './resend-message.ts'
import * as wire from './schemas.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Messages']

export const messageRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/messages',
    {
      config: reads('listMessages', { scope: 'read', roles: ['coordinator', 'auditor', 'admin'] }),
      schema: {
        summary: 'List what learners, guardians and members are told by mail',
        description:
          'Where no mail server is configured they wait here, for you to hand over. Addresses, texts and links are not kept.',
        tags,
        querystring: wire.MessageQuery,
        response: { 200: pageOf(wire.MessageView, 'MessagePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => listMessages(tx, ctx.actor.organisationId, keyset, query))
      return toPage(rows, keyset, wire.viewMessage)
    },
  )

  app.post(
    '/messages/:id/hand-over',
    {
      config: { ...does(messageActions.handOverMessage), secretAnswer: true },
      schema: {
        summary: 'Hand a message over yourself',
        description:
          'Answers its text, with a link made now; both are shown this once. It is not sent any more. That the link travelled by hand is kept with it.',
        tags,
        params,
        response: { 200: wire.HandedOverView },
      },
    },
    async ({ ctx, params }) => wire.viewHandedOver(await handOverMessage(ctx, params.id)),
  )

  app.post(
    '/messages/:id/cancellation',
    {
      config: does(messageActions.cancelMessage),
      schema: {
        summary: 'Keep a message that waits from being sent',
        tags,
        params,
        response: { 200: wire.MessageView },
      },
    },
    async ({ ctx, params }) => wire.viewMessage(await cancelMessage(ctx, params.id)),
  )

  app.post(
    '/messages/:id/resend',
    {
      config: does(messageActions.resendMessage),
      schema: {
        summary: 'Send a message again, as a new one',
        description: 'With a new link, to the address on file now. The link of the earlier one ends.',
        tags,
        params,
        response: { 201: wire.MessageView },
      },
    },
    async ({ ctx, params }, reply) => {
      reply.code(201)
      return wire.viewMessage(await resendMessage(ctx, params.id))
    },
  )

  app.post(
    '/mail-events',
    {
      bodyLimit: LARGE_BODY,
      config: does(messageActions.recordMailEvents),
      schema: {
        summary: 'Tell which mails came back',
        description:
          'For the webhook of a mail provider, or whatever reads the mailbox that mails come back to. To an address that does not work nothing more is sent until it is changed.',
        tags,
        body: wire.MailEvents,
        response: { 200: wire.MailEventsView },
      },
    },
    async ({ ctx, body }) => recordMailEvents(ctx, body.events),
  )
}
