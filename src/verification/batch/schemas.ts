import { z } from 'zod'
import { LanguageQuery } from '../../platform/http/language.ts'
import { VerificationView } from '../verify/schemas.ts'
import { checkedStandings } from './standing.ts'

/** So many at once. */
export const MAX_CODES = 1000
export const MAX_FILES = 100
/** So many bytes the files of a batch have together, and each letter of a list of codes may come escaped. */
export const MAX_FILES_BYTES = 100 * 1024 * 1024

/** What is longer than a code is told so in its place; nothing in a list of codes is longer than this. */
const MAX_GIVEN = 2_500

export const CodesToVerify = z
  .strictObject({
    codes: z
      .array(z.string().max(MAX_GIVEN))
      .min(1)
      .max(MAX_CODES)
      .describe('verification codes, each as it may be given to be checked by itself'),
  })
  .meta({ id: 'CodesToVerify', examples: [{ codes: ['ABCD EFGH JKMN PQRS TVWX YZ01 23'] }] })

/** Nothing but files, whatever the names of their fields. */
export const FilesToVerify = z.strictObject({}).meta({ id: 'FilesToVerify' })

export const BatchForm = z.enum(['jsonl', 'csv'])

export const VerifyBatchQuery = z.strictObject({
  ...LanguageQuery,
  format: BatchForm.optional().describe(
    '`jsonl` unless Accept asks for `text/csv`: a line of JSON for each. In `csv` what lies within is a column of its own (`a.b`), several values are parted by semicolons, and nothing is taken for a formula.',
  ),
})

/** A line of the answer: what was asked, and what the public check says of it. */
export const VerifiedLine = z
  .object({
    position: z.int().describe('from 1 on, in the order of what was asked'),
    code: z.string().optional().describe('as it was sent'),
    file: z.string().optional().describe('the name of the file'),
    fault: z.string().optional().describe('why this one could not be checked'),
    genuine: z.boolean().nullable(),
    standing: z.enum(checkedStandings).nullable(),
    ...VerificationView.partial().shape,
  })
  .meta({ id: 'VerifiedLine' })

export type VerifiedLine = z.infer<typeof VerifiedLine>
