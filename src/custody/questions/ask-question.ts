import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { tellCoordinators } from '../../exchange/outbox/tell-coordinators.ts'
import { lockKnownPerson } from '../../parties/people/store.ts'
import type { Link } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { questionActions } from './actions.ts'
import { MAX_OPEN, type Question } from './question.ts'
import { countOpen, insertQuestion } from './store.ts'
import { say } from './words.ts'

/**
 * A learner, or the guardian of one who is under 18, asks their school something. It waits in the work list of the
 * coordinators, who are told of it by mail once a day.
 */
export async function askQuestion(
  ctx: Context,
  { zone, ...asker }: Pick<Link, 'personId' | 'party' | 'secondGuardian' | 'zone'>,
  question: string,
): Promise<Question> {
  const { personId, party, secondGuardian } = asker
  const hold = async (tx: Tx) => ({ ...(await lockKnownPerson(tx, personId)), state: null })
  return act(ctx, questionActions.askQuestion, hold, async ({ tx, subject: { organisationId }, now }) => {
    if ((await countOpen(tx, personId)) >= MAX_OPEN) throw new Refusal('wrong-state', say('enough'))
    const row = await insertQuestion(tx, {
      organisationId,
      personId,
      party,
      secondGuardian,
      question,
      askedAt: now,
    })
    const occasion = `questions ${dayOf(now, zone)}`
    const afterwards = async () => {
      await tellCoordinators(tx, ctx, { template: 'question-asked', organisationId, occasion })
    }
    return {
      value: row,
      subjectId: row.id,
      details: { party, ...(secondGuardian && { secondGuardian }) },
      afterwards,
    }
  })
}
