import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { todayFor } from '../../platform/auth/access.ts'
import { startOfDay, type Zone } from '../../platform/time-zone.ts'
import { findErasure } from '../erasure/store.ts'
import { dataRequestActions } from './actions.ts'
import type { DataRequest, ShownRequest } from './data-request.ts'
import { theRequest } from './hold-data-request.ts'
import type { DataAnswer } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** Closes a request with what the person was told. What the service itself can do has to be done first. */
export async function answerDataRequest(
  ctx: Context,
  id: string,
  { outcome, answer }: z.infer<typeof DataAnswer>,
): Promise<ShownRequest> {
  const { recordDataAnswer: action } = dataRequestActions
  return act(ctx, action, theRequest(id), async ({ tx, subject, actor, now }) => {
    if (outcome === 'done') await assertDone(tx, subject, actor.zone)
    const changes = { outcome, answer, answeredAt: now, answeredBy: actor.memberId! }
    const row = await store.updateDataRequest(tx, id, changes)
    return {
      value: { row, today: todayFor(actor, now) },
      subjectId: id,
      details: { right: subject.right, outcome },
    }
  })
}

async function assertDone(tx: Tx, { right, personId, receivedOn }: DataRequest, zone: Zone): Promise<void> {
  const isAccess = right === 'access' || right === 'portability'
  if (isAccess && !(await store.wasGivenOut(tx, personId, startOfDay(receivedOn, zone))))
    throw new Refusal('wrong-state', say('not-given-out'))
  if (right === 'erasure' && !(await findErasure(tx, personId)))
    throw new Refusal('wrong-state', say('not-erased'))
}
