import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { mobilityActions } from './actions.ts'
import { holdMobility } from './hold-mobility.ts'
import { dateFaults } from './mobility.ts'
import type { ChangedMobility } from './schemas.ts'
import { type Mobility, updateMobility } from './store.ts'
import { say } from './words.ts'

/** Changes what may still change of a mobility; learner and organisations stay. */
export async function changeMobility(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedMobility>,
): Promise<Mobility> {
  const hold = (tx: Tx) => holdMobility(tx, id)
  return act(ctx, mobilityActions.changeMobility, hold, async ({ tx, subject, now }) => {
    assertVersion(subject.version)
    const faults = dateFaults({ ...subject, ...given(changes) })
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const changed = await updateMobility(tx, subject, given(changes), now)
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
