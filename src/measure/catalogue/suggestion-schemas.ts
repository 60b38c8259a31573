import { z } from 'zod'
import { criterionSources } from '../../db/schema/mobility/agreements.ts'
import { evidenceKinds } from '../../db/schema/recognition/recognitions.ts'
import { Code } from '../frameworks/code.ts'
import { criterionOrigins } from '../frameworks/rubric/indicators.ts'
import { SuggestedSkills } from '../vocabularies/schemas.ts'
import { ListedExample, ListedOutcome, ListedUseCase } from './schemas.ts'

const InBoth = z.object({ lv: z.string(), en: z.string() })
const LevelOrNone = z.int().min(1).max(20).nullable()

export const IndicatorsView = z
  .object({
    criterion: z.string().describe('its id'),
    from: z
      .object({
        kind: z.enum(criterionOrigins).describe('what its words are; own: worded by the partners alone'),
        id: z.string().nullable().describe('of the statement, part, facet or competence'),
        partOf: z.string().nullable().describe('id of the statement that it is a part of'),
        leadOf: LevelOrNone.describe('the level whose lead its text begins with'),
        source: z.enum(criterionSources),
      })
      .describe('where its words come from'),
    examples: z
      .array(z.int())
      .describe('numbers of examples that fit, of its facet where they are told apart'),
    learningOutcomes: z.array(z.string()).describe('ids of those of its level'),
    useCases: z.array(z.string()).describe('ids of those of the nearest level'),
    evidence: z
      .object({ kinds: z.array(z.enum(evidenceKinds)), text: z.string() })
      .describe('what usually shows it, in words of this service'),
  })
  .meta({ id: 'Indicators' })

export const SuggestionRequest = z
  .strictObject({
    competence: Code,
    baseline: LevelOrNone.default(null).describe('level before; null where none is known'),
    target: LevelOrNone.default(null).describe('level to be reached; null where the framework has no levels'),
    language: z.string().min(2).max(10).optional().describe('of the texts; else the best of Accept-Language'),
  })
  .meta({
    id: 'SuggestionRequest',
    examples: [{ competence: '1.1', baseline: 2, target: 4, language: 'lv' }],
  })

export const SuggestionView = z
  .object({
    framework: z.string(),
    replacedBy: z.string().nullable().describe('id of a newer edition, to be asked for new agreements'),
    title: z.string(),
    descriptor: z.string(),
    outcome: z.object({
      competence: z.string(),
      baseline: LevelOrNone,
      target: LevelOrNone,
      criteria: z.array(
        z.object({
          id: z.string(),
          level: z.int().nullable(),
          facet: z.string().nullable(),
          text: z.object({ lv: z.string(), en: z.string() }),
          mandatory: z.boolean(),
          source: z
            .enum(criterionSources)
            .describe('framework: its own statement, or part of one; partners: yours to word'),
          lead: z
            .object({ lv: z.string(), en: z.string() })
            .optional()
            .describe('how its level begins, in `text` too: what is to be shown, how independently, in what'),
        }),
      ),
    }),
    byFacet: z
      .array(
        z.object({
          facet: z.string().nullable(),
          label: z.string().nullable(),
          criteria: z.array(z.string()),
        }),
      )
      .describe('ids of the criteria by facet; null for what words a level as a whole'),
    leftOut: z
      .array(z.object({ level: z.int(), criteria: z.int().describe('how many it has'), note: z.string() }))
      .describe('levels around the target that would make more than twelve criteria'),
    indicators: z
      .array(IndicatorsView)
      .describe('what helps to see whether each criterion is met, in their order; never a mark'),
    tasks: z
      .array(
        z.object({
          id: z.string(),
          useCase: z.string().nullable(),
          scenario: InBoth,
          brief: InBoth,
          observe: z.array(InBoth),
          handIn: z.array(InBoth),
          criteria: z.array(z.string()),
        }),
      )
      .describe('use cases made into tasks; each goes into `tasks` of the outcome as it is, or changed'),
    examples: z.array(ListedExample),
    useCases: z.array(ListedUseCase).describe('nearest level first'),
    learningOutcomes: z.array(ListedOutcome),
    ...SuggestedSkills,
  })
  .meta({ id: 'Suggestion' })
