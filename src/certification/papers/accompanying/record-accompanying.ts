import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { holdMobility } from '../../../mobility/mobilities/hold-mobility.ts'
import { paperActions } from '../actions.ts'
import { say } from '../words.ts'
import { type Accompanying, faultsOfStay } from './accompanying.ts'
import { insertAccompanying } from './store.ts'

type Said = { name: string; role: string; startsOn: string; endsOn: string }

/** Writes down who accompanies the learner of a mobility, as what and on which days. */
export async function recordAccompanying(
  ctx: Context,
  mobilityId: string,
  said: Said,
): Promise<Accompanying> {
  const hold = (tx: Tx) => holdMobility(tx, mobilityId)
  return act(ctx, paperActions.recordAccompanying, hold, async ({ tx, subject, actor, now: at }) => {
    const faults = faultsOfStay(said)
    if (faults.length > 0) throw new Refusal('incomplete', say('days-unfit'), faults)
    const { organisationId, hostingOrganisationId } = subject
    const { memberId } = actor
    const row = { ...said, organisationId, hostingOrganisationId, mobilityId, memberId, at }
    const value = await insertAccompanying(tx, row)
    const { startsOn, endsOn } = said
    return { value, subjectId: mobilityId, details: { accompanying: value.id, startsOn, endsOn } }
  })
}
