import { z } from 'zod'

export const DeliverWire = z
  .enum(['answer', 'mail'])
  .default('answer')
  .describe(
    '`answer`: the address is answered, for you to hand over; `mail`: it is made when the message is sent, to the address on file',
  )

export const LinkDelivery = z
  .strictObject({ deliver: DeliverWire })
  .meta({ id: 'LinkDelivery', examples: [{ deliver: 'answer' }] })

export const QueuedLinkView = z
  .object({ messageId: z.uuid().describe('of the message that brings the link, under /v1/messages') })
  .meta({ id: 'QueuedLink' })
