import { z } from 'zod'
import { baselineFindings, criterionSources } from '../../../db/schema/mobility/agreements.ts'
import { recognitionForms } from '../../../db/schema/mobility/recognised-as.ts'
import { Code, CriterionId } from '../../../measure/frameworks/code.ts'
import { longText } from '../../../platform/http/texts.ts'
import { asMessage } from '../../../platform/http/word-issue.ts'
import { MAX_CRITERIA } from '../../mobilities/extent.ts'
import { say } from '../words.ts'

const Text = longText(2000)
const Level = z
  .int()
  .min(1)
  .max(20)
  .nullable()
  .describe('counts from 1; null where the framework has no levels')

export const BothLanguages = z.strictObject({ lv: Text, en: Text })

export const CriterionWire = z
  .strictObject({
    id: CriterionId,
    level: Level,
    facet: Code.nullable()
      .default(null)
      .describe('the facet it stands for; one of your own stands for no more than it names'),
    statement: Code.nullable()
      .optional()
      .describe(
        "of one of your own, at a level without facets: the framework's statement, or part of one, it stands for",
      ),
    text: BothLanguages,
    mandatory: z.boolean().default(true),
    source: z
      .enum(criterionSources)
      .optional()
      .describe('whose words it is in; worked out from id, level and text, whatever is sent'),
    lead: BothLanguages.optional().describe(
      "of the framework's own: the lead of its level, which the text may begin with; worked out, whatever is sent",
    ),
  })
  .meta({ id: 'Criterion' })

/** A criterion as it was signed. */
export const CriterionView = CriterionWire.extend({
  inPlaceOf: z
    .array(BothLanguages)
    .optional()
    .describe('of one of the partners: what the framework says there'),
}).meta({ id: 'SignedCriterion' })

export const TaskWire = z
  .strictObject({
    id: Code.describe('unique in the agreement; evidence and marks name it'),
    useCase: Code.nullable().default(null).describe('of the framework, that it is made from'),
    scenario: BothLanguages,
    brief: BothLanguages.describe('what the learner is told to do'),
    observe: z.array(BothLanguages).min(1).max(5).describe('what whoever marks looks for'),
    handIn: z.array(BothLanguages).max(5).default([]).describe('what the learner hands in'),
    criteria: z.array(CriterionId).min(1).max(20).describe('ids of the criteria that it shows'),
  })
  .meta({ id: 'Task' })

/** The level that was there before, as it enters with an outcome. */
export const Baseline = {
  baseline: Level.default(null).describe('level before the mobility; null: none was found, or looked for'),
  baselineFound: z
    .enum(baselineFindings)
    .optional()
    .describe('what the search for it came to; left out: `level` with a baseline, else `not-looked-for`'),
}

export const Partial = z
  .boolean()
  .default(false)
  .describe('true: the criteria cover less than the framework has at the target, and every form says so')

const RecognisedAs = z
  .strictObject({
    kind: z.enum(recognitionForms),
    reference: Text.optional().describe(
      'in words; with `moduleId` it may be left out, and is how the module is called when it is agreed',
    ),
    ects: z
      .number()
      .min(0.1)
      .max(60)
      .optional()
      .describe('of credits of the European Credit Transfer System, how many; awarded where it is reached'),
    moduleId: z
      .uuid()
      .optional()
      .describe('of a module, which one of those that the sending organisation keeps (`/v1/modules`)'),
  })
  .refine(({ reference, moduleId }) => reference !== undefined || moduleId !== undefined, {
    path: ['reference'],
    message: asMessage(say('recognised-as-what')),
  })
  .refine(({ kind, moduleId }) => kind === 'module' || moduleId === undefined, {
    path: ['moduleId'],
    message: asMessage(say('module-of-modules')),
  })

export const PlannedOutcome = z
  .strictObject({
    competence: Code,
    ...Baseline,
    baselineFoundBy: Text.describe(
      "how the baseline was found: a test, a self-assessment, a teacher's judgement; or why none was looked for",
    ),
    target: Level,
    partial: Partial,
    justification: Text.nullable()
      .default(null)
      .describe('why it is agreed all the same; needed where a draft without it is remarked on'),
    criteria: z
      .array(CriterionWire)
      .min(1)
      .max(MAX_CRITERIA)
      .optional()
      .describe(
        "left out: the framework's own around the target, as `POST /v1/frameworks/{id}/suggestions` gives them",
      ),
    tasks: z
      .array(TaskWire)
      .min(1)
      .max(3)
      .optional()
      .describe('work agreed to be done and watched; `tasks` of a suggestion go here as they are'),
    skills: z
      .array(z.url().max(300))
      .min(1)
      .max(10)
      .optional()
      .describe(
        'addresses of skills that the outcome works on, out of `skills` of a suggestion; they are not judged by themselves',
      ),
    methods: z.array(Text).min(1).max(10),
    assessorRole: Text.optional().describe('left out: that of the agreement'),
    evidenceFrom: z.iso.date().optional().describe('left out: that of the agreement'),
    evidenceUntil: z.iso.date().optional().describe('left out: that of the agreement'),
    workloadHours: z
      .int()
      .min(1)
      .max(10_000)
      .nullable()
      .default(null)
      .describe('hours of the mobility that go into this outcome; null: not told apart'),
    recognisedAs: RecognisedAs,
  })
  .meta({ id: 'PlannedOutcome' })

/** Where the terms of a version come from. */
export const DrawnView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    changed: z.array(z.string()).describe('the competences for which this version says something else'),
  })
  .nullable()
  .describe('which version of which template of the sending organisation it was drafted from; null: none')
