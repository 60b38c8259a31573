import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { strandedFaults } from '../stays/stay.ts'
import { listStays } from '../stays/store.ts'
import { mobilityActions } from './actions.ts'
import { courseFaults, extended } from './course.ts'
import { holdMobility } from './hold-mobility.ts'
import { codedTwice, dateFaults } from './mobility.ts'
import type { ChangedMobility } from './schemas.ts'
import { findCoded, type Mobility, updateMobility } from './store.ts'
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
    if (subject.cancelledAt) assertOfOthers(Object.keys(given(changes)))
    const { extensionReason, ...others } = changes
    const { faults: ofExtension, ...extension } = extended(subject, {
      endsOn: others.endsOn,
      extensionReason,
    })
    const wanted = { ...given(others), ...extension }
    const after = { ...subject, ...wanted }
    const moves = after.startsOn !== subject.startsOn || after.endsOn !== subject.endsOn
    const stranded = moves ? strandedFaults(after, await listStays(tx, id)) : []
    const faults = [...dateFaults(after), ...courseFaults(after), ...ofExtension, ...stranded]
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const named = wanted.mobilityCode !== undefined || wanted.projectCode !== undefined
    if (named) {
      const coded = await findCoded(tx, { ...subject, ...wanted })
      if (coded !== undefined) throw codedTwice(coded)
    }
    const changed = await updateMobility(tx, subject, { ...wanted, ...(named && { codeShared: false }) }, now)
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}

/** What other systems call it, which stands in nothing that was signed. */
const ofOthers = ['externalId', 'mobilityCode', 'europassNumber']

/** Of a mobility that was cancelled only what it is called elsewhere is still put right. */
function assertOfOthers(changed: string[]): void {
  const faults = changed
    .filter((field) => !ofOthers.includes(field))
    .map((field): Fault => ({ in: 'body', pointer: `/${field}`, detail: say('stays-cancelled') }))
  if (faults.length > 0) throw new Refusal('wrong-state', say('cancelled'), faults)
}
