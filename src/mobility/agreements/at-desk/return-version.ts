import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { lockMobility } from '../../mobilities/store.ts'
import { agreementActions } from '../actions.ts'
import { newestOf, versionNumbered } from '../agreement-rows.ts'
import type { Shown } from '../read-agreement.ts'
import { gatherVersions, insertObjection } from '../store.ts'

/** The host does not sign the newest version as it is, and says why: it waits for the next one, which answers. */
export async function returnVersion(
  ctx: Context,
  mobilityId: string,
  number: number,
  comment: string,
): Promise<Shown> {
  const hold = async (tx: Tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const versions = await gatherVersions(tx, mobilityId)
    const asked = versionNumbered(versions, number)
    return { ...mobility, state: null, versions, asked, newest: newestOf(versions) }
  }
  return act(ctx, agreementActions.returnAgreement, hold, async ({ tx, subject, actor, now }) => {
    const { organisationId, hostingOrganisationId, asked, versions } = subject
    const { id: versionId } = asked.version
    const row = {
      versionId,
      organisationId,
      hostingOrganisationId,
      memberId: actor.memberId!,
      comment,
      at: now,
    }
    const returned = await insertObjection(tx, row)
    return {
      value: {
        mobilityId,
        number,
        versions: versions.map((each) => (each === asked ? { ...asked, returned } : each)),
      },
      subjectId: versionId,
      details: { mobilityId, number },
    }
  })
}
