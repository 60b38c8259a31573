import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { holdMobility } from '../mobilities/hold-mobility.ts'
import { type Mobility, noteAgreement } from '../mobilities/store.ts'
import { agreementActions } from './actions.ts'
import { missingSignatures } from './agreement.ts'
import { newestOf, type VersionWithSignatures, versionNumbered } from './agreement-rows.ts'
import type { Shown } from './read-agreement.ts'
import { gatherVersions, insertWithdrawal } from './store.ts'

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
    const versions = subject.versions.map((each) => (each === asked ? { ...asked, withdrawn: true } : each))
    await noteAgreement(tx, mobilityId, standingOf(versions))
    return {
      value: { mobilityId, number, versions },
      subjectId: versionId,
      details: { mobilityId, number },
    }
  })
}

/** Since when the version that is the newest again waits for signatures, or has them all. */
function standingOf(
  versions: readonly VersionWithSignatures[],
): Pick<Mobility, 'unsignedSince' | 'signedSince'> {
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  if (!newest) return { unsignedSince: null, signedSince: null }
  const { version, signatures } = newest
  if (missingSignatures(newest).length > 0) return { unsignedSince: version.createdAt, signedSince: null }
  const last = Math.max(...signatures.map(({ signedAt }) => signedAt.getTime()))
  return { unsignedSince: null, signedSince: new Date(last) }
}
