import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { loadCase } from '../load-case.ts'
import { identificationActions } from './actions.ts'
import { type Accommodation, listAccommodations } from './store.ts'

/** What was recorded of a learner's special needs; that it was read is written down in the same transaction. */
export async function readAccommodations(ctx: Context, recognitionId: string): Promise<Accommodation[]> {
  const { readAccommodations: action } = identificationActions
  const load = (tx: Tx) => loadCase(tx, recognitionId, ctx.now())
  return act(ctx, action, load, async ({ tx }) => {
    const rows = await listAccommodations(tx, recognitionId)
    return { value: rows, subjectId: recognitionId, details: { entries: rows.length } }
  })
}
