import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { cohortActions } from './actions.ts'
import { faultsOfJoining, MAX_COHORT } from './cohort.ts'
import { findJoining, insertMembers, listCohortMembers, lockCohort, updateCohort } from './store.ts'
import { say } from './words.ts'

/** Puts mobilities into a cohort, and tells how many are in it then; who is part of it already stays so. */
export async function joinCohort(ctx: Context, id: string, mobilityIds: string[]): Promise<number> {
  const hold = async (tx: Tx) => ({ ...(await lockCohort(tx, id)), state: null })
  return act(ctx, cohortActions.addCohortMobilities, hold, async ({ tx, subject, now }) => {
    const faults = faultsOfJoining(subject, mobilityIds, await findJoining(tx, mobilityIds))
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const there = new Set(await listCohortMembers(tx, id))
    const coming = [...new Set(mobilityIds)].filter((mobilityId) => !there.has(mobilityId))
    if (coming.length === 0) return { value: there.size, unchanged: true as const }
    if (there.size + coming.length > MAX_COHORT) throw tooMany(there.size)
    await insertMembers(tx, subject, coming, now)
    await updateCohort(tx, id, now)
    return { value: there.size + coming.length, subjectId: id, details: { mobilities: coming } }
  })
}

/** That there is no room for all of them. */
const tooMany = (there: number) =>
  new Refusal('incomplete', say('unfit'), [
    { in: 'body', pointer: '/mobilityIds', detail: say('too-many', { most: MAX_COHORT, there }) },
  ])
