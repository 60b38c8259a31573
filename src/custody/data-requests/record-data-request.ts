import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { getPersonItself } from '../../parties/people/store.ts'
import { todayFor } from '../../platform/auth/access.ts'
import { latestToday } from '../../platform/clocks.ts'
import { startOfDay } from '../../platform/time-zone.ts'
import { dataRequestActions } from './actions.ts'
import { dueAfter, type ShownRequest } from './data-request.ts'
import type { NewDataRequest } from './schemas.ts'
import { insertDataRequest } from './store.ts'
import { say } from './words.ts'

/** Writes down that a person asked for something about their data; it is due a month after it was received. */
export async function recordDataRequest(
  ctx: Context,
  personId: string,
  { right, receivedOn: given }: z.infer<typeof NewDataRequest>,
): Promise<ShownRequest> {
  const find = async (tx: Tx) => {
    const { organisationId } = await getPersonItself(tx, personId)
    return { state: null, organisationId }
  }
  return act(ctx, dataRequestActions.recordDataRequest, find, async ({ tx, subject, actor, now }) => {
    const receivedOn = given ?? todayFor(actor, now)
    if (receivedOn > latestToday(now, actor.zone)) {
      const fault = { in: 'body' as const, pointer: '/receivedOn', detail: say('not-received-yet') }
      throw new Refusal('bad-input', say('not-received-yet'), [fault])
    }
    const row = await insertDataRequest(tx, {
      organisationId: subject.organisationId,
      personId,
      right,
      receivedOn,
      dueOn: dueAfter(receivedOn, false),
      recordedBy: actor.memberId!,
      createdAt: now,
      waitingSince: startOfDay(receivedOn, actor.zone),
    })
    return {
      value: { row, today: todayFor(actor, now) },
      subjectId: row.id,
      details: { right, dueOn: row.dueOn },
    }
  })
}
