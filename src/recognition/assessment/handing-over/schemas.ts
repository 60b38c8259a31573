import { z } from 'zod'
import { longText } from '../../../platform/http/texts.ts'

/** So many cases at most are handed over at once. */
export const MAX_HANDED = 200

export const NewHandOver = z
  .strictObject({
    to: z.uuid().describe('the member of your organisation who goes on with it'),
    reason: longText(2000).describe('why; written in the ledger'),
    assignedFrom: z.iso
      .date()
      .optional()
      .describe('only what was assigned on this day or later; left out: whenever it was'),
    recognitionIds: z
      .array(z.uuid())
      .min(1)
      .max(MAX_HANDED)
      .optional()
      .describe(`only of these cases; left out: of all, the oldest assignments first, at most ${MAX_HANDED}`),
  })
  .meta({
    id: 'NewHandOver',
    examples: [{ to: '01993c7e-0000-7000-8000-000000000007', reason: 'Away for a month.' }],
  })

export const HandOverView = z
  .object({
    items: z.array(
      z.object({
        recognitionId: z.uuid(),
        assignmentId: z.uuid().describe('of who hands over'),
        outcome: z
          .enum(['handed-over', 'shared', 'stays'])
          .describe(
            '`handed-over`: taken back, and assigned to the other; `shared`: what was marked stays theirs, the other marks the rest; `stays`: see `sentence`',
          ),
        newAssignmentId: z.uuid().nullable().describe('of who goes on; they declare their conflicts first'),
        sentence: z.string().nullable().describe('why it stays, in the language asked for'),
      }),
    ),
    more: z.boolean().describe('whether there is more than was handed over at once: ask again'),
  })
  .meta({ id: 'HandOver' })
