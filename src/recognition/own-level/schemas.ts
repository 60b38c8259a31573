import { z } from 'zod'
import { Code } from '../../measure/frameworks/code.ts'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'

export const OneCompetence = z.object({ competence: Code })

export const OwnLevelForm = z
  .strictObject({
    level: z
      .string()
      .regex(/^(none|[1-9]\d?)$/)
      .describe('the level at which the learner sees themselves, or `none`; recorded, never counted'),
  })
  .meta({ id: 'OwnLevelForm', examples: [{ level: '3' }] })

const Self = z.int().nullable().describe('where the learner sees themselves; null: at none, or nobody asked')

export const OwnLevelsView = z
  .object({
    recognitionId: z.uuid(),
    takes: z.boolean().describe('whether it may be said now'),
    outcomes: z
      .array(
        z.object({
          competence: z.string(),
          title: z.string(),
          level: Self,
          levelName: z.string().nullable(),
          answered: z.boolean(),
        }),
      )
      .max(MAX_OUTCOMES),
  })
  .meta({ id: 'OwnLevels' })

export const OwnLevelView = z
  .object({
    recognitionId: z.uuid(),
    competence: z.string(),
    title: z.string(),
    level: Self,
    takes: z.boolean().describe('whether it may be said now'),
    levels: z
      .array(
        z.object({
          level: z.int(),
          name: z.string(),
          lead: z.string().nullable().describe('what the statements go on from'),
          statements: z.array(z.string()).max(100).describe('what somebody can do at it'),
        }),
      )
      .max(20),
  })
  .meta({ id: 'OwnLevel' })

export const OwnLevelSaid = z.object({ competence: z.string(), level: Self }).meta({ id: 'OwnLevelSaid' })
