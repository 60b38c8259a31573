import { z } from 'zod'
import { Filled } from './shape-values.ts'

/** What a learning credential says, each part where it is known: nothing else keeps a certificate from being issued. */
export const LearningShape = z.object({
  issuing_authority: Filled,
  issuing_country: z.string().regex(/^[A-Z]{2}$/),
  date_of_issuance: z.iso.date(),
  date_of_expiry: z.iso.date().optional(),
  achievement_title: Filled,
  language_of_classes: z.array(Filled).min(1).optional(),
  expected_study_time: z.string().regex(/^PT\d+(\.\d+)?H$/),
  level_of_learning_experience: z
    .string()
    .regex(/^Level[1-8]$/)
    .optional(),
  types_of_quality_assurance: z.array(Filled).min(1),
  learning_outcomes: z.array(Filled),
})

/**
 * The same with all that the metadata of its type asks for (`mandatory: true`): without a true value for one of these there
 * is no such credential. The level is that of the European Qualifications Framework, which no level of a framework of
 * competences is.
 */
export const WalletShape = LearningShape.required({
  language_of_classes: true,
  level_of_learning_experience: true,
})
