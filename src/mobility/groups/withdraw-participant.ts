import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { missingSignatures } from '../agreements/agreement.ts'
import { waitingOf } from '../agreements/agreement-rows.ts'
import { gatherVersions, insertWithdrawal } from '../agreements/store.ts'
import { lockMobility, noteAgreement, type ShownMobility, updateMobility } from '../mobilities/store.ts'
import { groupActions } from './actions.ts'
import { lockGroup } from './store.ts'

/**
 * Takes a mobility out of its group. What everyone has signed stays its agreement; a version that still waits for the
 * learner is withdrawn with it.
 */
export async function withdrawParticipant(
  ctx: Context,
  groupId: string,
  mobilityId: string,
  reason: string,
): Promise<ShownMobility> {
  const hold = async (tx: Tx) => {
    const group = await lockGroup(tx, groupId)
    const mobility = await lockMobility(tx, mobilityId)
    return { ...group, state: null, mobility, isPart: mobility.groupId === group.id }
  }
  return act(ctx, groupActions.withdrawParticipant, hold, async ({ tx, subject, actor, now }) => {
    const { mobility, organisationId, hostingOrganisationId } = subject
    const value = await updateMobility(tx, mobility, { groupId: null }, now)
    const versions = await gatherVersions(tx, mobilityId)
    const newest = versions.findLast(({ withdrawn }) => !withdrawn)
    if (newest && missingSignatures(newest).length > 0) {
      const { memberId } = actor
      const parties = { organisationId, hostingOrganisationId }
      await insertWithdrawal(tx, { versionId: newest.version.id, ...parties, memberId, reason, at: now })
      const left = versions.map((each) => (each === newest ? { ...each, withdrawn: true } : each))
      await noteAgreement(tx, mobilityId, waitingOf(left))
    }
    return { value, subjectId: groupId, details: { mobilityId, reason } }
  })
}
