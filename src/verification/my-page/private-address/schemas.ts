import { z } from 'zod'
import { Email } from '../../../parties/organisations/schemas.ts'
import { timesToWrite } from './private-address.ts'

export const NewAddress = z
  .strictObject({
    email: Email.describe('an address of the learner’s own, which they confirm by a link that is sent there'),
    write: z
      .enum(timesToWrite)
      .describe(
        'from when they are written to there: once the address of their school has ended, or from now on',
      ),
  })
  .meta({
    id: 'NewPrivateAddress',
    examples: [{ email: 'learner.one.own@example.org', write: 'after-end' }],
  })

export const WithdrawnAddress = z
  .strictObject({
    which: z
      .enum(['confirmed', 'waiting'])
      .describe('the address that they confirmed, or the one that waits to be confirmed'),
  })
  .meta({ id: 'WithdrawnAddress', examples: [{ which: 'waiting' }] })

export const OwnAddresses = z
  .object({
    organisation: z.string().describe('who writes to them'),
    email: z.string().nullable().describe('the address that their school has'),
    emailEnds: z.iso.date().nullable().describe('the last day on which it works'),
    privateEmail: z.string().nullable().describe('the one that they gave and confirmed'),
    write: z
      .enum(timesToWrite)
      .nullable()
      .describe('from when they are written to there; null: there is none'),
    waiting: z
      .object({ email: z.string(), until: z.iso.date() })
      .nullable()
      .describe('the one that they gave and have not confirmed, and the last day for that'),
  })
  .meta({ id: 'OwnAddresses' })

export type OwnAddressesShown = z.infer<typeof OwnAddresses>

export const AddressToConfirm = z
  .object({ email: z.string().nullable(), confirmed: z.boolean() })
  .meta({ id: 'AddressToConfirm' })

export type AddressToConfirmShown = z.infer<typeof AddressToConfirm>
