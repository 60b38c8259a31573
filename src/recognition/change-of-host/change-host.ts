import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { gatherVersions } from '../../mobility/agreements/store.ts'
import { nothingDescribed } from '../../mobility/europass/schemas.ts'
import { giveDescriptions } from '../../mobility/europass/store.ts'
import { findHosting, type ShownMobility, updateMobility } from '../../mobility/mobilities/store.ts'
import { giveStays } from '../../mobility/stays/store.ts'
import { endLinks } from '../../platform/auth/links.ts'
import { withdrawOfHost } from '../assessment/assignments/store.ts'
import { theMobility } from '../cancellation/hold-cancelled.ts'
import { giveToHost } from '../store.ts'
import { hostActions } from './actions.ts'
import { hostFaults } from './host.ts'
import { isAttended } from './store.ts'
import { say } from './words.ts'

/**
 * Gives a mobility another host before anything was attested. What was agreed with the former one stays with the
 * organisation that sends, and is agreed anew; a case goes to the new one once it follows what they have agreed.
 */
export async function changeHost(
  ctx: Context,
  id: string,
  { hostingOrganisationId: hostId, reason }: { hostingOrganisationId: string; reason: string },
): Promise<ShownMobility> {
  return act(ctx, hostActions.changeHost, hosted(ctx, id), async ({ tx, subject, actor, now }) => {
    const { mobility, own } = subject
    const { organisationId, hostingOrganisationId: former } = mobility
    const faults = hostFaults(mobility, hostId, await findHosting(tx, hostId))
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const versions = await gatherVersions(tx, id)
    for (const { version } of versions) await endLinks(tx, { subjectId: version.id }, now)
    const withdrawn = { withdrawnBy: actor.memberId, withdrawnAt: now, withdrawalReason: reason }
    if (own) await withdrawOfHost(tx, own.recognition.id, former, withdrawn)
    await giveToHost(tx, id, organisationId, true)
    await giveStays(tx, id, former, hostId)
    await giveDescriptions(tx, id, hostId, nothingDescribed.hosting, now)
    const waiting = { unsignedSince: null, signedSince: null }
    const changed = await updateMobility(
      tx,
      mobility,
      { hostingOrganisationId: hostId, groupId: null, ...waiting },
      now,
    )
    return { value: changed, subjectId: id, details: { former, host: hostId, reason } }
  })
}

const hosted = (ctx: Context, id: string) => async (tx: Tx) => ({
  ...(await theMobility(ctx, id)(tx)),
  isAttended: await isAttended(tx, id),
})
