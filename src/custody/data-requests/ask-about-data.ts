import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { lockKnownPerson } from '../../parties/people/store.ts'
import type { Link } from '../../platform/auth/links.ts'
import { dayOf, startOfDay } from '../../platform/time-zone.ts'
import { dataRequestActions } from './actions.ts'
import { dueAfter } from './data-request.ts'
import type { DataQuestion } from './schemas.ts'
import { findUnanswered, insertDataRequest } from './store.ts'
import { say } from './words.ts'

/**
 * A learner, or the guardian of one who is under 18, asks on their page for something about their data. It waits for the
 * school as one that somebody wrote down; the same is not asked for again while it waits.
 */
export async function askAboutData(
  ctx: Context,
  { personId, party, secondGuardian, zone }: Pick<Link, 'personId' | 'party' | 'secondGuardian' | 'zone'>,
  { right, said }: z.infer<typeof DataQuestion>,
): Promise<{ id: string }> {
  const { askAboutData: action } = dataRequestActions
  const hold = async (tx: Tx) => ({ ...(await lockKnownPerson(tx, personId)), state: null })
  return act(ctx, action, hold, async ({ tx, subject: { organisationId }, now }) => {
    const unanswered = await findUnanswered(tx, personId, right)
    if (unanswered) throw new Refusal('conflict', say('asked-already', { day: unanswered.dueOn }))
    const receivedOn = dayOf(now, zone)
    const row = await insertDataRequest(tx, {
      organisationId,
      personId,
      right,
      receivedOn,
      dueOn: dueAfter(receivedOn, false),
      party,
      said: said || null,
      createdAt: now,
      waitingSince: startOfDay(receivedOn, zone),
    })
    return {
      value: { id: row.id },
      subjectId: row.id,
      details: { right, dueOn: row.dueOn, party, ...(secondGuardian && { secondGuardian }) },
    }
  })
}
