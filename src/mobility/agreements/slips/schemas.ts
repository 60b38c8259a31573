import { z } from 'zod'
import { partySides } from '../../../db/schema/parties.ts'
import { longText } from '../../../platform/http/texts.ts'
import { StayFact } from '../../stays/schemas.ts'
import type { Slip } from '../agreement-rows.ts'

export const SlipParams = z.object({ id: z.uuid(), slip: z.uuid() })

const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(StayFact), z.null()])

export const SlipView = z
  .object({
    id: z.uuid(),
    fields: z.array(
      z.object({
        pointer: z.string().describe('RFC 6901, into `content`'),
        old: Value.describe('as it was signed'),
        new: Value.describe('as the register has it'),
      }),
    ),
    reason: z.string(),
    saidBy: z.enum(partySides),
    at: z.iso.datetime(),
    confirmed: z.boolean().describe('by the other organisation'),
  })
  .meta({ id: 'AgreementSlip' })

export const NewSlip = z
  .strictObject({
    fields: z
      .array(z.string().max(100))
      .min(1)
      .max(20)
      .describe(
        'RFC 6901 pointers into the content: fields that the registers have otherwise since it was signed',
      ),
    reason: longText(1000).describe('why it is the correction of a slip, and nothing new'),
  })
  .meta({
    id: 'NewAgreementSlip',
    examples: [{ fields: ['/learner/familyName'], reason: 'A letter was missing, as the passport shows.' }],
  })

export const viewSlip =
  (confirmed: boolean) =>
  ({ id, fields, reason, side, at }: Slip): z.infer<typeof SlipView> => ({
    id,
    fields,
    reason,
    saidBy: side,
    at: at.toISOString(),
    confirmed,
  })
