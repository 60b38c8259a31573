import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import type { Shown } from '../../../mobility/agreements/read-agreement.ts'
import { putSignature, signingOf } from '../../../mobility/agreements/signing.ts'
import { lockMobility } from '../../../mobility/mobilities/store.ts'
import { paperActions } from '../actions.ts'
import { say } from '../words.ts'
import { getPaperSignature, insertConfirmation } from './store.ts'

/** A second member has seen the paper: from now on the signature on it counts, and says that it is on paper. */
export async function confirmPaperSignature(
  ctx: Context,
  mobilityId: string,
  signatureId: string,
): Promise<Required<Shown>> {
  const hold = async (tx: Tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const asked = await getPaperSignature(tx, mobilityId, signatureId)
    const held = await signingOf(tx, ctx, mobility, asked)
    return { ...held, asked, personId: mobility.learnerId }
  }
  return act(ctx, paperActions.confirmPaperSignature, hold, async (acting) => {
    const { tx, subject, actor, now: at } = acting
    const { asked, newest, organisationId, hostingOrganisationId, personId } = subject
    const { version } = newest
    if (asked.versionId !== version.id) throw new Refusal('stale', say('newer-version'))
    const { id, party, name, signedOn, onBehalf } = asked
    const parties = { organisationId, hostingOrganisationId: hostingOrganisationId! }
    await insertConfirmation(tx, {
      ...parties,
      signatureId: id,
      versionId: version.id,
      memberId: actor.memberId!,
      at,
    })
    const isOfPerson = party === 'learner' || party === 'guardian'
    return putSignature(
      { tx, subject, now: at },
      {
        name,
        onBehalf,
        ...(isOfPerson && { personId }),
        method: 'paper',
        signedOn,
        signedAt: asked.at,
      },
    )
  })
}
