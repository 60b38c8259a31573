import { type Context, write } from '../../../context.ts'
import { record } from '../../../custody/ledger/record.ts'
import { notFound } from '../../../errors.ts'
import { actorNow } from '../../../parties/organisations/store.ts'
import { dayOf } from '../../../platform/dates.ts'
import { lockCase } from '../../case-facts-store.ts'
import { caseOf, touchRecognition } from '../../store.ts'
import { discardDrafts } from '../draft-store.ts'
import { assertMayWithdraw } from './assignment.ts'
import { type Assignment, listAssignments, writeWithdrawal } from './store.ts'

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
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(now))
    const assignment = (await listAssignments(tx, recognitionId)).find((one) => one.id === assignmentId)
    if (!assignment) throw notFound('assignment')
    assertMayWithdraw(assignment, facts, await actorNow(tx, ctx.actor))
    const { memberId, round } = assignment
    const withdrawnBy = ctx.actor.memberId
    const row = await writeWithdrawal(tx, assignmentId, {
      withdrawnBy,
      withdrawnAt: now,
      withdrawalReason: reason,
    })
    const drafts = await discardDrafts(tx, recognitionId, memberId, withdrawnBy)
    await touchRecognition(tx, recognitionId, now)
    const said = { recognitionId, memberId, round, drafts }
    await record(tx, ctx, 'assessment.withdraw', assignmentId, said, caseOf(recognition))
    return row
  })
}
