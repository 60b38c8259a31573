import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { notFound, Refusal } from '../../errors.ts'
import { lockMobility, type Mobility, noteAgreement } from '../mobilities/store.ts'
import { missingSignatures } from './agreement.ts'
import { gatherVersions, getVersion, insertWithdrawal, listSignatures, type Version } from './store.ts'

/** Takes the newest version back before everyone has signed it; the one before it is then the newest again. */
export async function withdrawVersion(
  ctx: Context,
  mobilityId: string,
  number: number,
  reason: string,
): Promise<Version> {
  return write(ctx, async (tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    if (mobility.organisationId !== ctx.actor.organisationId) throw notFound('mobility')
    const version = await getVersion(tx, mobilityId, number)
    const newest = await getVersion(tx, mobilityId)
    if (newest.id !== version.id) {
      throw new Refusal('wrong-state', 'Only the newest version can be taken back.')
    }
    if (missingSignatures(version, await listSignatures(tx, version.id)).length === 0) {
      throw new Refusal('wrong-state', 'Everyone has signed this version; it stays. Write a new one.')
    }
    const { organisationId, hostingOrganisationId } = mobility
    await insertWithdrawal(tx, {
      versionId: version.id,
      organisationId,
      hostingOrganisationId,
      memberId: ctx.actor.memberId,
      reason,
      at: ctx.now(),
    })
    await noteAgreement(tx, mobilityId, await standingOf(tx, mobilityId))
    await record(tx, ctx, 'agreement.withdraw', version.id, { mobilityId, number })
    return version
  })
}

/** Since when the version that is the newest again waits for signatures, or has them all. */
async function standingOf(
  tx: Tx,
  mobilityId: string,
): Promise<Pick<Mobility, 'unsignedSince' | 'signedSince'>> {
  const newest = (await gatherVersions(tx, mobilityId)).findLast((one) => !one.withdrawn)
  if (!newest) return { unsignedSince: null, signedSince: null }
  const { version, signatures } = newest
  if (missingSignatures(version, signatures).length > 0)
    return { unsignedSince: version.createdAt, signedSince: null }
  const last = Math.max(...signatures.map((one) => one.signedAt.getTime()))
  return { unsignedSince: null, signedSince: new Date(last) }
}
