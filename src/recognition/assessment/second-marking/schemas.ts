import { z } from 'zod'
import { secondMarkingReasons } from '../../../db/schema/recognition/second-markings.ts'
import { Code } from '../../../measure/frameworks/code.ts'
import type { SecondMarking } from './store.ts'

export const NewSecondMarking = z
  .strictObject({ competence: Code, reason: z.literal('asked-for') })
  .meta({ id: 'NewSecondMarking', examples: [{ competence: '2.4', reason: 'asked-for' }] })

export const SecondMarkingView = z
  .object({
    outcomeId: z.uuid(),
    reasons: z.array(z.enum(secondMarkingReasons)).describe('empty when it was drawn and not taken'),
    drawn: z.number().nullable().describe('at least 0 and below 1; null for a request'),
    rate: z.number().nullable(),
    minimum: z.int().nullable().describe('of the partnership and quarter'),
    sampledBefore: z.int().nullable().describe('how many the sample had taken that quarter'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SecondMarking' })

export function viewSecondMarking(row: SecondMarking): z.infer<typeof SecondMarkingView> {
  const { outcomeId, reasons, drawn, rate, minimum, sampledBefore, createdAt } = row
  return { outcomeId, reasons, drawn, rate, minimum, sampledBefore, createdAt: createdAt.toISOString() }
}
