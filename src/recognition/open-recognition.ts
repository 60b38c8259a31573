import { type Context, write } from '../context.ts'
import { record } from '../custody/ledger/record.ts'
import { notFound, Refusal } from '../errors.ts'
import { missingSignatures } from '../mobility/agreements/agreement.ts'
import { getVersion, listSignatures } from '../mobility/agreements/store.ts'
import { lockMobility, noteAgreement } from '../mobility/mobilities/store.ts'
import { openPlanned } from './outcome-store.ts'
import { caseOf, insertRecognition, type Recognition } from './store.ts'

/** Opens the case of a mobility under its newest agreement, which everyone must have signed. One case per mobility. */
export async function openRecognition(ctx: Context, mobilityId: string): Promise<Recognition> {
  return write(ctx, async (tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    if (mobility.organisationId !== ctx.actor.organisationId) throw notFound('mobility')
    const version = await getVersion(tx, mobilityId)
    const missing = missingSignatures(version, await listSignatures(tx, version.id))
    if (missing.length > 0) {
      throw new Refusal('wrong-state', `The learning agreement is not signed yet by: ${missing.join(', ')}.`)
    }
    const { organisationId, hostingOrganisationId } = mobility
    const now = ctx.now()
    const recognition = await insertRecognition(tx, {
      organisationId,
      hostingOrganisationId,
      mobilityId,
      agreementVersionId: version.id,
      frameworkId: version.content.framework.id,
      frameworkHash: version.content.framework.hash,
      stage: 'identification',
      stageSince: now,
      createdAt: now,
      updatedAt: now,
    })
    await noteAgreement(tx, mobilityId, { unsignedSince: null, signedSince: null })
    await openPlanned(tx, recognition, version, version.content.outcomes, now)
    await record(
      tx,
      ctx,
      'recognition.open',
      recognition.id,
      { mobilityId, agreement: version.hash },
      caseOf(recognition),
    )
    return recognition
  })
}
