import { z } from 'zod'
import { Filled } from './shape-values.ts'

/** What the reference issuer of the EUDI wallet asks of a learning credential, of which ours leaves out what is not known. */
export const LearningShape = z.object({
  issuing_authority: Filled,
  issuing_country: z.string().regex(/^[A-Z]{2}$/),
  date_of_issuance: z.iso.date(),
  date_of_expiry: z.iso.date().optional(),
  achievement_title: Filled,
  learner_identification: Filled,
  language_of_classes: z.array(Filled).min(1).optional(),
  expected_study_time: z.string().regex(/^PT\d+(\.\d+)?H$/),
  level_of_learning_experience: z
    .string()
    .regex(/^Level[1-8]$/)
    .optional(),
  types_of_quality_assurance: z.array(Filled).min(1),
  learning_outcomes: z.array(Filled),
})
