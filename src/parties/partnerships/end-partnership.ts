import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { todayFor } from '../../platform/auth/access.ts'
import { earliestToday } from '../../platform/clocks.ts'
import { partnershipActions } from './actions.ts'
import { holdPartnership } from './hold-partnership.ts'
import { type ShownPartnership, shownTo } from './partnership.ts'
import type { EndOfPartnership } from './schemas.ts'
import { updatePartnership } from './store.ts'
import { say } from './words.ts'

/** Either organisation ends a memorandum, or a proposal of one; what was signed under it stays as it is. */
export async function endPartnership(
  ctx: Context,
  id: string,
  input: z.infer<typeof EndOfPartnership>,
): Promise<ShownPartnership> {
  const hold = (tx: Tx) => holdPartnership(tx, id)
  return act(ctx, partnershipActions.endMemorandum, hold, async ({ tx, actor, now }) => {
    const endedOn = input.endedOn ?? todayFor(actor, now)
    if (endedOn < earliestToday(now, actor.zone)) {
      throw new Refusal('incomplete', say('ends-in-the-past'), [
        { in: 'body', pointer: '/endedOn', detail: say('in-the-past') },
      ])
    }
    const end = { endedOn, endedBy: actor.memberId, endReason: input.reason }
    return {
      value: shownTo(actor, now, await updatePartnership(tx, id, end, now)),
      subjectId: id,
      details: { endedOn },
    }
  })
}
