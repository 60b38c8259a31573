import { getCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { getRecognition } from '../../recognition/store.ts'

/** A link through which the learner says what strangers see of the certificate; the address is returned this once. */
export async function makeHolderLink(
  ctx: Context,
  certificateId: string,
): Promise<{ url: string; expiresAt: string }> {
  return write(ctx, async (tx) => {
    const certificate = await getCertificate(tx, certificateId)
    if (certificate.organisationId !== ctx.actor.organisationId) throw notFound('certificate')
    const { organisationId, hostingOrganisationId, recognitionId } = certificate
    const { mobilityId } = await getRecognition(tx, recognitionId)
    const { learnerId: personId } = await getMobility(tx, mobilityId)
    const { secret, expiresAt } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'share-certificate',
      party: 'learner',
      personId,
      subjectId: certificateId,
    })
    await record(tx, ctx, 'certificate.link', certificateId, {}, certificate)
    return { url: `${ctx.publicUrl}/holder/${secret}`, expiresAt: expiresAt.toISOString() }
  })
}
