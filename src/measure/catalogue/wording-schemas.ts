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
