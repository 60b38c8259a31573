import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { findErasure } from '../erasure/store.ts'
import { dataRequestActions } from './actions.ts'
import { beginningOf, type DataRequest } from './data-request.ts'
import { theRequest } from './hold-data-request.ts'
import type { DataAnswer } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** Closes a request with what the person was told. What the service itself can do has to be done first. */
export async function answerDataRequest(
  ctx: Context,
  id: string,
  { outcome, answer }: z.infer<typeof DataAnswer>,
): Promise<DataRequest> {
  const { recordDataAnswer: action } = dataRequestActions
  return act(ctx, action, theRequest(id), async ({ tx, subject, actor, now }) => {
    if (outcome === 'done') await assertDone(tx, subject)
    const changes = { outcome, answer, answeredAt: now, answeredBy: actor.memberId! }
    const row = await store.updateDataRequest(tx, id, changes)
    return { value: row, subjectId: id, details: { right: subject.right, outcome } }
  })
}

async function assertDone(tx: Tx, { right, personId, receivedOn }: DataRequest): Promise<void> {
  const isAccess = right === 'access' || right === 'portability'
  if (isAccess && !(await store.wasGivenOut(tx, personId, beginningOf(receivedOn))))
    throw new Refusal('wrong-state', say('not-given-out'))
  if (right === 'erasure' && !(await findErasure(tx, personId)))
    throw new Refusal('wrong-state', say('not-erased'))
}
