import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { holdMobility } from '../../../mobility/mobilities/hold-mobility.ts'
import { paperActions } from '../actions.ts'
import type { PaperSignature } from './paper-signature.ts'
import { getPaperSignature, insertDismissal } from './store.ts'

/** A photograph is of something else, or cannot be read: it counts for nothing, and another one may be brought. */
export async function dismissPaperSignature(
  ctx: Context,
  mobilityId: string,
  signatureId: string,
  reason: string,
): Promise<PaperSignature> {
  const hold = async (tx: Tx) => ({
    ...(await holdMobility(tx, mobilityId)),
    asked: await getPaperSignature(tx, mobilityId, signatureId),
  })
  return act(ctx, paperActions.dismissPaperSignature, hold, async ({ tx, subject, actor, now: at }) => {
    const { asked, organisationId, hostingOrganisationId } = subject
    const { versionId, party } = asked
    const memberId = actor.memberId!
    const parties = { organisationId, hostingOrganisationId }
    await insertDismissal(tx, { ...parties, signatureId, versionId, memberId, reason, at })
    const value = { ...asked, dismissed: { memberId, reason, at } }
    return { value, subjectId: versionId, details: { party, paperSignature: signatureId, reason } }
  })
}
