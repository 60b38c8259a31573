import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { holdMobility } from '../../mobilities/hold-mobility.ts'
import { noteAgreement } from '../../mobilities/store.ts'
import { agreementActions } from '../actions.ts'
import { newestOf, versionNumbered, waitingOf } from '../agreement-rows.ts'
import type { Shown } from '../read-agreement.ts'
import { gatherVersions, insertReinstatement, insertWithdrawal, lockCaseOf } from '../store.ts'

/** Takes the newest version back before everyone has signed it; the one before it is then the newest again. */
export async function withdrawVersion(
  ctx: Context,
  mobilityId: string,
  number: number,
  reason: string,
): Promise<Shown> {
  const hold = async (tx: Tx) => {
    const mobility = await holdMobility(tx, mobilityId)
    const versions = await gatherVersions(tx, mobilityId)
    return { ...mobility, versions, asked: versionNumbered(versions, number), newest: newestOf(versions) }
  }
  return act(ctx, agreementActions.withdrawAgreement, hold, async ({ tx, subject, actor, now }) => {
    const { organisationId, hostingOrganisationId, asked } = subject
    const { id: versionId } = asked.version
    await insertWithdrawal(tx, {
      versionId,
      organisationId,
      hostingOrganisationId,
      memberId: actor.memberId,
      reason,
      at: now,
    })
    const versions = subject.versions.map((each) =>
      each === asked ? { ...asked, withdrawn: true, withdrawnAt: now } : each,
    )
    await noteAgreement(tx, mobilityId, waitingOf(versions))
    return {
      value: { mobilityId, number, versions },
      subjectId: versionId,
      details: { mobilityId, number },
    }
  })
}

/** Takes the withdrawal of a version back within the day it was made, with all that was signed; it is the newest again. */
export async function reinstateVersion(ctx: Context, mobilityId: string, number: number): Promise<Shown> {
  const hold = async (tx: Tx) => {
    const mobility = await holdMobility(tx, mobilityId)
    const open = await lockCaseOf(tx, mobilityId)
    const versions = await gatherVersions(tx, mobilityId)
    const asked = versionNumbered(versions, number)
    const isLast = versions.every(({ version, withdrawn }) => withdrawn || version.number <= number)
    return { ...mobility, open, versions, asked, isLast, asOf: ctx.now() }
  }
  return act(ctx, agreementActions.reinstateAgreement, hold, async ({ tx, subject, actor, now }) => {
    const { organisationId, hostingOrganisationId, asked, open } = subject
    const { id: versionId } = asked.version
    const { memberId } = actor
    await insertReinstatement(tx, { versionId, organisationId, hostingOrganisationId, memberId, at: now })
    const versions = subject.versions.map((each) => (each === asked ? { ...asked, withdrawn: false } : each))
    const waits = open === null || open.content !== asked.version.content
    if (waits) await noteAgreement(tx, mobilityId, waitingOf(versions))
    return { value: { mobilityId, number, versions }, subjectId: versionId, details: { mobilityId, number } }
  })
}
