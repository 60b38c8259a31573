import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { todayFor } from '../../platform/auth/access.ts'
import { dataRequestActions } from './actions.ts'
import { dueAfter, type ShownRequest } from './data-request.ts'
import { theRequest } from './hold-data-request.ts'
import type { Extension } from './schemas.ts'
import { updateDataRequest } from './store.ts'
import { say } from './words.ts'

/** Takes two months more, once, of which the person was told within the first. */
export async function extendDataRequest(
  ctx: Context,
  id: string,
  { reason }: z.infer<typeof Extension>,
): Promise<ShownRequest> {
  return act(
    ctx,
    dataRequestActions.extendDataRequest,
    theRequest(id),
    async ({ tx, subject, actor, now }) => {
      const today = todayFor(actor, now)
      if (today > subject.dueOn) throw new Refusal('wrong-state', say('month-over', { day: subject.dueOn }))
      const dueOn = dueAfter(subject.receivedOn, true)
      const changes = { dueOn, extensionReason: reason, extendedAt: now, waitingSince: now }
      return {
        value: { row: await updateDataRequest(tx, id, changes), today },
        subjectId: id,
        details: { dueOn },
      }
    },
  )
}
