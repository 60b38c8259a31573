import type { Services } from '../../context.ts'
import { deleteFinished } from './queue-store.ts'

/** What became of a batch is told for so many days. */
export const KEPT_DAYS = 30

export async function forgetBatches({ db, now }: Services): Promise<void> {
  await deleteFinished(db.owner, new Date(now().getTime() - KEPT_DAYS * 86_400_000))
}
