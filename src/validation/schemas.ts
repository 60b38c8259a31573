import { z } from 'zod'
import type { Decision } from './store.ts'

export const NewDecision = z
  .strictObject({
    outcomes: z
      .array(
        z.strictObject({
          competence: z.string().min(1).max(20),
          result: z.enum(['reached', 'partly', 'not-reached', 'not-assessed']),
          reason: z
            .string()
            .trim()
            .min(1)
            .max(2000)
            .nullable()
            .default(null)
            .describe('needed where the decision is not what the marks suggest'),
        }),
      )
      .min(1)
      .max(60),
  })
  .meta({ id: 'NewDecision', examples: [{ outcomes: [{ competence: '2.4', result: 'reached' }] }] })

export const DecisionView = z
  .object({
    competence: z.string(),
    result: z.enum(['reached', 'partly', 'not-reached', 'not-assessed']),
    level: z.int().nullable(),
    improved: z.boolean(),
    reason: z.string().nullable(),
    validatorId: z.uuid(),
    decidedAt: z.iso.datetime(),
    appealId: z.uuid().nullable().describe('the appeal in which it was made'),
  })
  .meta({ id: 'Decision' })

export function viewDecision(row: Decision & { competence: string }): z.infer<typeof DecisionView> {
  const { competence, result, level, improved, reason, validatorId, decidedAt, appealId } = row
  const at = decidedAt.toISOString()
  return { competence, result, level, improved, reason, validatorId, decidedAt: at, appealId }
}
