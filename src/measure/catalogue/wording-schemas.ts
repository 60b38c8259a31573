import { z } from 'zod'
import { wordings } from '../frameworks/framework-file.ts'

/** Of a text that falls back. */
export const saidIn = {
  saidIn: z
    .string()
    .optional()
    .describe('language of a text that the wording does not have; absent where it has it'),
}

/** One wording of a language, and whether it is used. */
export const Worded = z.object({
  language: z.string(),
  wording: z.enum(wordings),
  used: z.boolean().describe('whether it is the one shown, and the one that new agreements use'),
  source: z.string().nullable(),
  licence: z.string(),
  attribution: z.string(),
  translated: z
    .object({ texts: z.int(), of: z.int(), percent: z.int() })
    .nullable()
    .describe('how much a partial one has; null for a whole one'),
  restIn: z.string().nullable().describe('language of what a partial one does not have'),
})

/** A level in the words of the wording that is shown. */
export const CatalogueLevel = z.object({
  level: z.int(),
  code: z.string(),
  band: z.string().nullable(),
  title: z.string(),
  description: z.string().optional(),
  purpose: z.string().optional().describe('what someone at this level uses it for'),
  taskComplexity: z.string().optional(),
  autonomy: z.string().optional(),
  cognitiveDomain: z.string().optional(),
  lead: z.string().optional().describe('stands before a statement: "… I can:"'),
  steps: z
    .array(
      z.object({
        step: z.int(),
        languageLevel: z.string().nullable().describe('level of languages that it is compared to: A1'),
        description: z.string(),
      }),
    )
    .optional()
    .describe('finer steps that the publication describes; nothing is judged by them'),
  ...saidIn,
})
