import { getCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { getRecognition } from '../../recognition/store.ts'
import { issuer, issuerMetadata, preAuthorised } from './issuer.ts'
import { configurationId } from './words.ts'

/** An offer that the learner's wallet takes up once, within ten minutes; its code is returned this once. */
export async function makeOffer(
  ctx: Context,
  certificateId: string,
): Promise<{ uri: string; expiresAt: string }> {
  return write(ctx, async (tx) => {
    const certificate = await getCertificate(tx, certificateId)
    if (certificate.organisationId !== ctx.actor.organisationId) throw notFound('certificate')
    if (certificate.revokedAt) throw new Refusal('wrong-state', 'The certificate is revoked.')
    const { organisationId, hostingOrganisationId, recognitionId } = certificate
    const { mobilityId } = await getRecognition(tx, recognitionId)
    const { learnerId: personId } = await getMobility(tx, mobilityId)
    const { secret, expiresAt } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'credential-offer',
      party: 'learner',
      personId,
      subjectId: certificateId,
    })
    await record(tx, ctx, 'certificate.credential-offer', certificateId, {}, certificate)
    const { credentialOffer } = await issuer.createCredentialOffer({
      issuerMetadata: issuerMetadata(ctx.publicUrl),
      credentialConfigurationIds: [configurationId],
      grants: { [preAuthorised]: { 'pre-authorized_code': secret } },
    })
    return { uri: credentialOffer, expiresAt: expiresAt.toISOString() }
  })
}
