import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { cohortActions } from './actions.ts'
import { type Cohort, unfitToJoin } from './cohort.ts'
import {
  endMembership,
  findJoining,
  insertMembers,
  listCohortMembers,
  lockCohort,
  updateCohort,
} from './store.ts'
import { say } from './words.ts'

/**
 * Takes a mobility out of a cohort, and with `replacedBy` puts another one in its place; tells how many are in it then.
 * The mobility itself stays as it is: whoever does not go cancels it.
 */
export async function leaveCohort(
  ctx: Context,
  id: string,
  mobilityId: string,
  replacedBy: string | undefined,
): Promise<number> {
  const hold = async (tx: Tx) => {
    const cohort = await lockCohort(tx, id)
    const members = await listCohortMembers(tx, id)
    return { ...cohort, state: null, members, isPart: members.includes(mobilityId) }
  }
  return act(ctx, cohortActions.withdrawCohortMobility, hold, async ({ tx, subject, now }) => {
    const { members, state: _, isPart: __, ...cohort } = subject
    await assertReplaces(tx, cohort, mobilityId, replacedBy)
    await endMembership(tx, id, mobilityId, replacedBy ?? null, now)
    const comes = replacedBy !== undefined && !members.includes(replacedBy)
    if (comes) await insertMembers(tx, cohort, [replacedBy], now)
    await updateCohort(tx, id, now)
    const details = { mobility: mobilityId, ...(replacedBy && { replacedBy }) }
    return { value: members.length - (comes ? 0 : 1), subjectId: id, details }
  })
}

async function assertReplaces(
  tx: Tx,
  cohort: Cohort,
  mobilityId: string,
  replacedBy: string | undefined,
): Promise<void> {
  if (replacedBy === undefined) return
  const [found] = await findJoining(tx, [replacedBy])
  const detail = replacedBy === mobilityId ? say('replaces-itself') : unfitToJoin(cohort, found)
  if (!detail) return
  const fault: Fault = { in: 'body', pointer: '/replacedBy', detail }
  throw new Refusal('incomplete', say('unfit'), [fault])
}
