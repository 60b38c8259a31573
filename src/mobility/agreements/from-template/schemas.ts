import { z } from 'zod'
import { lettersWithin } from '../../../platform/json/letters.ts'
import { MAX_LETTERS, MAX_OUTCOMES } from '../../mobilities/extent.ts'
import { Baseline, PlannedOutcome } from '../planned-outcomes/schemas.ts'
import { NewAgreementVersion } from '../schemas.ts'

const letters = lettersWithin(MAX_LETTERS)
const { shape } = PlannedOutcome

/** What is agreed otherwise for one learner; what is left out is as the template has it. */
const ChangedOutcome = z
  .strictObject({
    competence: shape.competence.describe('one of the template'),
    baseline: Baseline.baseline.unwrap().optional(),
    baselineFound: Baseline.baselineFound,
    baselineFoundBy: shape.baselineFoundBy.optional(),
    target: shape.target.optional(),
    partial: shape.partial.unwrap().optional(),
    justification: shape.justification.unwrap().optional(),
    criteria: shape.criteria,
    tasks: shape.tasks,
    skills: shape.skills,
    methods: shape.methods.optional(),
    assessorRole: shape.assessorRole,
    evidenceFrom: shape.evidenceFrom,
    evidenceUntil: shape.evidenceUntil,
    workloadHours: shape.workloadHours.unwrap().optional(),
    recognisedAs: shape.recognisedAs.optional(),
  })
  .meta({ id: 'ChangedPlannedOutcome' })

const { evidenceFrom, evidenceUntil, answers } = NewAgreementVersion.shape
const asWithoutOne = { evidenceFrom, evidenceUntil, answers }

export const NewVersionFromTemplate = z
  .strictObject({
    template: z
      .strictObject({
        id: z.uuid(),
        version: z.int().min(1).max(10_000).optional().describe('left out: its newest one'),
      })
      .describe('what is agreed, but for what is said here'),
    outcomes: z
      .array(ChangedOutcome)
      .max(MAX_OUTCOMES)
      .default([])
      .describe('what is agreed otherwise for this learner, by competence'),
    leftOut: z
      .array(shape.competence)
      .max(MAX_OUTCOMES)
      .default([])
      .describe('competences of the template that are not agreed for this learner'),
    ...asWithoutOne,
  })
  .refine(letters.fits, letters.message)
  .meta({
    id: 'NewAgreementVersionFromTemplate',
    ...letters.meta,
    examples: [
      {
        template: { id: '01993c7e-0000-7000-8000-000000000006' },
        outcomes: [{ competence: '2.4', baseline: 3, target: 5, justification: 'As the test has shown.' }],
      },
    ],
  })
