import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { notFound } from '../../../errors.ts'
import { theCase } from '../../load-case.ts'
import { touchRecognition } from '../../store.ts'
import { assessmentActions } from '../actions.ts'
import { discardDrafts } from '../draft-store.ts'
import { assertMayWithdraw } from './assignment.ts'
import { type Assignment, writeWithdrawal } from './store.ts'

/**
 * Takes back an assignment made by mistake, while its assessor has submitted no marks. It stays on record with the reason;
 * the assessor's drafts are discarded, and the person may be assigned anew.
 */
export async function withdrawAssignment(
  ctx: Context,
  recognitionId: string,
  assignmentId: string,
  reason: string,
): Promise<Assignment> {
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, recognitionId)(tx)
    const assignment = loaded.assignments.find(({ id }) => id === assignmentId)
    if (!assignment) throw notFound('assignment')
    return { ...loaded, assignment, ownerId: assignment.memberOrganisationId }
  }
  return act(ctx, assessmentActions.withdrawAssignment, hold, async ({ tx, subject, actor, now }) => {
    const { assignment } = subject
    assertMayWithdraw(assignment, subject.facts)
    const { memberId, round } = assignment
    const withdrawnBy = actor.memberId
    const row = await writeWithdrawal(tx, assignmentId, {
      withdrawnBy,
      withdrawnAt: now,
      withdrawalReason: reason,
    })
    const drafts = await discardDrafts(tx, recognitionId, memberId, withdrawnBy)
    await touchRecognition(tx, recognitionId, now)
    return { value: row, subjectId: assignmentId, details: { recognitionId, memberId, round, drafts } }
  })
}
