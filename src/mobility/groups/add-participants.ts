import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { lockMobilities, putIntoGroup } from '../mobilities/store.ts'
import { groupActions } from './actions.ts'
import { adopting, noteAdoption } from './adopt-programme.ts'
import { hasOwnAgreement, MAX_PARTICIPANTS, standingProgramme, unfitFor } from './group.ts'
import { countParticipants, gatherParticipants, gatherWriting, lockGroup } from './store.ts'
import { say } from './words.ts'

/** What became of each: whether the programme stands in its agreement, and in which version. */
export type Joined = { mobilityId: string; version: number | null }

/**
 * Puts mobilities into a group. Where its programme is signed, it stands in their agreements at once, and waits for each
 * learner; sent again for who is there already, it is written anew where what it says of them has changed.
 */
export async function addParticipants(
  ctx: Context,
  groupId: string,
  mobilityIds: string[],
): Promise<Joined[]> {
  const hold = async (tx: Tx) => ({ ...(await lockGroup(tx, groupId)), state: null })
  return act(ctx, groupActions.addParticipants, hold, async ({ tx, subject, now }) => {
    const { state: _, ...group } = subject
    const mobilities = await lockMobilities(tx, mobilityIds)
    const { versionsOf } = await gatherParticipants(tx, mobilityIds)
    const faults = mobilityIds.flatMap((id, index): Fault[] => {
      const mobility = mobilities.find((each) => each.id === id)
      const detail = mobility
        ? (unfitFor(group, mobility) ??
          (hasOwnAgreement(versionsOf(mobility), groupId) ? say('own-agreement') : null))
        : say('no-such-mobility')
      return detail ? [{ in: 'body', pointer: `/mobilityIds/${index}`, detail }] : []
    })
    if (faults.length > 0) throw new Refusal('incomplete', say('not-of-group'), faults)
    const coming = mobilities.filter((mobility) => mobility.groupId === null).map(({ id }) => id)
    if (coming.length > 0) {
      const there = await countParticipants(tx, groupId)
      if (there + coming.length > MAX_PARTICIPANTS) throw tooMany(there)
      await putIntoGroup(tx, groupId, coming, now)
    }
    const there = await gatherWriting(tx, group, now)
    const programme = standingProgramme(there.programmes)
    const adopted = programme ? await adopting(tx, there, programme, mobilities, now) : []
    const value = mobilityIds.map((mobilityId) => ({
      mobilityId,
      version: adopted.find((version) => version.mobilityId === mobilityId)?.number ?? null,
    }))
    if (coming.length === 0 && adopted.length === 0) return { value, unchanged: true as const }
    const details = { mobilities: coming, adopted: adopted.length }
    const afterwards = async () => programme && noteAdoption(tx, ctx, programme, adopted)
    return { value, subjectId: groupId, details, afterwards }
  })
}

const tooMany = (there: number) =>
  new Refusal('incomplete', say('not-of-group'), [
    { in: 'body', pointer: '/mobilityIds', detail: say('too-many', { most: MAX_PARTICIPANTS, there }) },
  ])
