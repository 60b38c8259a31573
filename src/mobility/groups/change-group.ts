import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { groupActions } from './actions.ts'
import { companionsSince, faultsOfDays, type Group } from './group.ts'
import type { ChangedGroup } from './schemas.ts'
import { listAttestedNames, lockGroup, updateGroup } from './store.ts'
import { say } from './words.ts'

/** Changes what is known of a group; what its programme says of it then waits for another version. */
export async function changeGroup(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedGroup>,
): Promise<Group> {
  const hold = async (tx: Tx) => ({ ...(await lockGroup(tx, id)), state: null })
  return act(ctx, groupActions.changeGroup, hold, async ({ tx, subject: { state: _, ...group }, now }) => {
    assertVersion(group.version)
    const next = { ...group, ...given(changes) }
    const faults = faultsOfDays(next)
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const attested = next.companions.length > 0 ? await listAttestedNames(tx, id) : []
    const awaited = { companionsSince: companionsSince(next, attested) }
    const value = await updateGroup(tx, group, { ...given(changes), ...awaited }, now)
    return { value, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
