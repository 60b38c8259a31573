import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { given } from '../../platform/http/given.ts'
import { cohortActions } from './actions.ts'
import type { ShownCohort } from './cohort.ts'
import type { ChangedCohort } from './schemas.ts'
import { lockCohort, updateCohort } from './store.ts'

/** What a cohort is called, and which class it is. */
export async function changeCohort(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedCohort>,
): Promise<ShownCohort> {
  const hold = async (tx: Tx) => ({ ...(await lockCohort(tx, id)), state: null })
  return act(ctx, cohortActions.changeCohort, hold, async ({ tx, subject, now }) => {
    assertVersion(subject.version)
    const value = await updateCohort(tx, id, now, given(changes))
    return { value, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
