import { z } from 'zod'
import { mergeOutcomes, type personMerges } from '../../../db/schema/parties/person-merges.ts'

export const NewMerge = z
  .strictObject({
    mergedId: z
      .uuid()
      .describe('the other record, which is emptied: all of it moves to the one in the address'),
    birthDate: z.iso.date().optional().describe('which one is right, where the two differ'),
  })
  .meta({ id: 'NewMerge', examples: [{ mergedId: '01993c7e-0000-7000-8000-000000000009' }] })

export const MergeView = z
  .object({
    id: z.uuid(),
    personId: z.uuid().describe('the record that stays'),
    mergedId: z.uuid().describe('the record that is emptied, and then says where it went'),
    proposedBy: z.uuid(),
    proposedAt: z.iso.datetime(),
    outcome: z.enum(mergeOutcomes).nullable().describe('null while it waits for another member'),
    decidedBy: z.uuid().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PersonMerge' })

export function viewMerge(row: typeof personMerges.$inferSelect): z.infer<typeof MergeView> {
  const { id, keptId: personId, mergedId, proposedBy, proposedAt, outcome, decidedBy, decidedAt } = row
  return {
    id,
    personId,
    mergedId,
    proposedBy,
    proposedAt: proposedAt.toISOString(),
    outcome,
    decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}
