import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { caseOf, getRecognition } from '../store.ts'
import { type Accommodation, listAccommodations } from './store.ts'

/** What was recorded of a learner's special needs; that it was read is written down in the same transaction. */
export async function readAccommodations(ctx: Context, recognitionId: string): Promise<Accommodation[]> {
  return write(ctx, async (tx) => {
    const recognition = await getRecognition(tx, recognitionId)
    const rows = await listAccommodations(tx, recognitionId)
    await record(tx, ctx, 'accommodation.read', recognitionId, { entries: rows.length }, caseOf(recognition))
    return rows
  })
}
