import { z } from 'zod'
import { CriterionWire } from '../agreements/schemas.ts'

const Level = z.int().min(1).max(20).nullable()
const Remark = z.string().trim().min(1).max(2000)

export const Claim = z
  .discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('claimed'),
      selfLevel: Level.optional().describe('where the learner sees themselves; recorded, never counted'),
    }),
    z.strictObject({ status: z.literal('dropped'), reason: Remark }),
  ])
  .meta({ id: 'Claim', examples: [{ status: 'claimed', selfLevel: 4 }] })

export const AdditionalOutcome = z
  .strictObject({
    competence: z.string().min(1).max(20),
    description: Remark.describe('what was learned, where and how'),
    baseline: Level.default(null),
    target: Level.describe('the level that is claimed; null where the framework has no levels'),
    selfLevel: Level.default(null),
    criteria: z
      .array(CriterionWire)
      .min(1)
      .max(100)
      .optional()
      .describe("left out: the framework's statements around that level"),
    methods: z.array(Remark).min(1).max(10),
  })
  .meta({
    id: 'AdditionalOutcome',
    examples: [
      {
        competence: '5.1',
        description: 'Solved printer and network faults for the whole office.',
        baseline: 2,
        target: 3,
        methods: ['portfolio'],
      },
    ],
  })
