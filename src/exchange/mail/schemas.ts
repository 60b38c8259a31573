import { z } from 'zod'
import { messageTemplates } from '../../db/schema/exchange/message-templates.ts'
import { messageParties, messageStates } from '../../db/schema/exchange/messages.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { shortText } from '../../platform/http/texts.ts'
import type { Message } from '../outbox/store.ts'
import type { Prepared } from './prepare-message.ts'

export const MessageQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(messageStates).optional(),
  personId: z.uuid().optional().describe('to this learner, or their guardian'),
  memberId: z.uuid().optional().describe('to this member'),
})

export const MessageView = z
  .object({
    id: z.uuid(),
    template: z.enum(messageTemplates).describe('what it says, and which link it carries'),
    to: z
      .object({
        party: z.enum(messageParties),
        secondGuardian: z.boolean().describe('of two guardians, whether it is the second one'),
        personId: z.uuid().nullable().describe('the learner, whose guardian it may go to'),
        memberId: z.uuid().nullable(),
      })
      .describe('the address is looked up when it is sent, and not kept'),
    subjectId: z.uuid().describe('the thing that it is about'),
    language: z.string().nullable().describe('null: in all that the service speaks'),
    until: z.iso.date().nullable().describe('the last day for what it asks'),
    occasion: z.string().nullable().describe('for which there is only one, such as a reminder'),
    state: z.enum(messageStates),
    createdAt: z.iso.datetime(),
    dueAt: z.iso.datetime().describe('not sent before'),
    attempts: z.int(),
    problem: z.string().nullable().describe('what it last failed of, as a code'),
    endedAt: z.iso.datetime().nullable().describe('when it was sent, handed over or given up'),
  })
  .meta({ id: 'Message' })

export const HandedOverView = z
  .object({
    message: MessageView,
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    url: z.url().nullable().describe('the link in it, made now; shown this once'),
    expiresAt: z.iso.datetime().nullable().describe('until when the link works'),
  })
  .meta({ id: 'HandedOverMessage' })

export const MailEvents = z
  .strictObject({
    events: z
      .array(
        z.strictObject({
          message: shortText(320).describe('its id, its Message-ID, or the address that it came back to'),
          event: z
            .enum(['bounced', 'complained'])
            .describe('it came back for good, or its recipient wants none'),
          code: z
            .string()
            .regex(/^[45](\d\d|\.\d{1,3}\.\d{1,3})$/)
            .optional()
            .describe('of the server that sent it back, such as 5.1.1'),
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({
    id: 'MailEvents',
    examples: [
      {
        events: [
          {
            message: 'bounce+01993c7e-0000-7000-8000-000000000001@example.org',
            event: 'bounced',
            code: '5.1.1',
          },
        ],
      },
    ],
  })

export const MailEventsView = z
  .object({
    noted: z.int().describe('of so many that had been sent it is known now'),
    unknown: z.int().describe('so many are none of this service'),
  })
  .meta({ id: 'NotedMailEvents' })

export function viewMessage(message: Message): z.infer<typeof MessageView> {
  const { id, template, party, personId, memberId, subjectId, language, until, occasion, state } = message
  const { createdAt, dueAt, attempts, problem, endedAt, secondGuardian } = message
  return {
    ...{ id, template, subjectId, language, until, occasion, state, attempts, problem },
    to: { party, secondGuardian, personId, memberId },
    createdAt: createdAt.toISOString(),
    dueAt: dueAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

export function viewHandedOver({
  message,
  prepared,
}: {
  message: Message
  prepared: Prepared
}): z.infer<typeof HandedOverView> {
  const { subject, text, html, url, link } = prepared
  return {
    message: viewMessage(message),
    subject,
    text,
    html,
    url,
    expiresAt: link?.expiresAt.toISOString() ?? null,
  }
}
