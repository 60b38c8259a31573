import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { enqueue } from '../../exchange/outbox/queue-message.ts'
import { findReachable } from '../../exchange/outbox/store.ts'
import { questionActions } from './actions.ts'
import { type Question, stateOfQuestion } from './question.ts'
import { answerRow, lockQuestion } from './store.ts'

/** Answers what a learner or guardian asked: they read it on their page, and are told of it by mail where there is an address. */
export async function answerQuestion(ctx: Context, id: string, answer: string): Promise<Question> {
  const hold = async (tx: Tx) => {
    const question = await lockQuestion(tx, id)
    return { ...question, state: stateOfQuestion(question) }
  }
  return act(ctx, questionActions.recordAnswer, hold, async ({ tx, subject, actor, now }) => {
    const { organisationId, personId, party, secondGuardian } = subject
    const row = await answerRow(tx, id, { answer, answeredAt: now, answeredBy: actor.memberId })
    const to = { personId, party, secondGuardian }
    const tell = { template: 'question-answered' as const, to, organisationId, subjectId: id }
    const afterwards = async () => {
      const { mail, address } = await findReachable(tx, organisationId, to, now)
      if (mail !== 'none' && address) await enqueue(tx, ctx, tell)
    }
    return { value: row, subjectId: id, details: { party }, afterwards }
  })
}
