import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { listStays } from '../stays/store.ts'
import { mobilityActions } from './actions.ts'
import { changedMobility } from './changed-mobility.ts'
import { holdMobility } from './hold-mobility.ts'
import { codedTwice } from './mobility.ts'
import type { ChangedMobility } from './schemas.ts'
import { findCoded, type ShownMobility, updateMobility } from './store.ts'
import { say } from './words.ts'

/** Changes what may still change of a mobility; learner and organisations stay. */
export async function changeMobility(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedMobility>,
): Promise<ShownMobility> {
  const hold = (tx: Tx) => holdMobility(tx, id)
  return act(ctx, mobilityActions.changeMobility, hold, async ({ tx, subject, now }) => {
    assertVersion(subject.version)
    const { wanted, faults } = await changedMobility(subject, changes, () => listStays(tx, id))
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const named = wanted.mobilityCode !== undefined || wanted.projectCode !== undefined
    if (named) {
      const coded = await findCoded(tx, { ...subject, ...wanted })
      if (coded !== undefined) throw codedTwice(coded)
    }
    const changed = await updateMobility(tx, subject, wanted, now)
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
