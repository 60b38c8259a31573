import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { holdMobility } from '../../../mobility/mobilities/hold-mobility.ts'
import { getMember } from '../../../parties/organisations/store.ts'
import { latestToday } from '../../../platform/clocks.ts'
import { paperActions } from '../actions.ts'
import { say } from '../words.ts'
import type { Accompanying } from './accompanying.ts'
import { getAccompanying, insertPresence } from './store.ts'

/** The hosting organisation says that somebody who accompanies was there on these days, once they are over. */
export async function attestAccompanying(
  ctx: Context,
  mobilityId: string,
  accompanyingId: string,
): Promise<Accompanying> {
  const hold = async (tx: Tx) => ({
    ...(await holdMobility(tx, mobilityId)),
    asked: await getAccompanying(tx, mobilityId, accompanyingId),
  })
  return act(ctx, paperActions.attestAccompanying, hold, async ({ tx, subject, actor, now: at }) => {
    const { asked, organisationId, hostingOrganisationId } = subject
    if (asked.endsOn > latestToday(at, actor.zone)) throw new Refusal('wrong-state', say('days-ahead'))
    const { id: memberId, name } = await getMember(tx, actor.organisationId, actor.memberId!)
    const parties = { organisationId, hostingOrganisationId, mobilityId }
    await insertPresence(tx, { ...parties, accompanyingId, memberId, name, at })
    const value = { ...asked, attested: { memberId, name, at } }
    return { value, subjectId: mobilityId, details: { accompanying: accompanyingId } }
  })
}
