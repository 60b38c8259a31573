import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { partnershipActions } from './actions.ts'
import { holdPartnership } from './hold-partnership.ts'
import { type ShownPartnership, shownTo } from './partnership.ts'
import { updatePartnership } from './store.ts'

/** The organisation to which a memorandum was proposed confirms it. From then on it is in force within its period. */
export async function confirmPartnership(ctx: Context, id: string): Promise<ShownPartnership> {
  const hold = (tx: Tx) => holdPartnership(tx, id)
  return act(ctx, partnershipActions.confirmMemorandum, hold, async ({ tx, actor, now }) => ({
    value: shownTo(
      actor,
      now,
      await updatePartnership(tx, id, { confirmedBy: actor.memberId, confirmedAt: now }, now),
    ),
    subjectId: id,
  }))
}
