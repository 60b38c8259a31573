import type { Services } from '../../../context.ts'
import { confirmableSince } from './private-address.ts'
import { deleteUnconfirmed } from './store.ts'

/** An address that nobody confirmed while its link worked is forgotten. */
export async function forgetUnconfirmed({ db, now }: Services): Promise<void> {
  await deleteUnconfirmed(db.owner, confirmableSince(now()))
}
