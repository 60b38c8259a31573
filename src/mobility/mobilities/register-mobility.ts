import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { mobilityActions } from './actions.ts'
import { courseFaults } from './course.ts'
import { codedTwice, dateFaults, partyFaults } from './mobility.ts'
import type { NewMobility } from './schemas.ts'
import { findParties, insertMobility, type ShownMobility } from './store.ts'
import { say } from './words.ts'

/** Enters one learner's stay with one hosting organisation; every fault is named at once. */
export async function registerMobility(
  ctx: Context,
  { overlapIsMeant, ...input }: z.infer<typeof NewMobility>,
): Promise<ShownMobility> {
  return act(ctx, mobilityActions.registerMobility, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const parties = await findParties(tx, organisationId, input)
    const faults = [...dateFaults(input), ...courseFaults(input), ...partyFaults(organisationId, parties)]
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const { overlapping, coded } = parties
    if (coded !== undefined) throw codedTwice(coded)
    if (overlapping !== null && !overlapIsMeant) {
      const sentence = say('there-already', { mobility: overlapping })
      throw new Refusal('duplicate', sentence, [], { mobilityId: overlapping })
    }
    const mobility = await insertMobility(tx, { ...input, organisationId, createdAt: now, updatedAt: now })
    return { value: mobility, subjectId: mobility.id }
  })
}
