import { act } from '../../act.ts'
import { assertForWallet } from '../../certification/documents/exports/export-faults.ts'
import type { Context } from '../../context.ts'
import { makeCertificateLink, theCertificate } from '../sharing/certificate-links.ts'
import { walletActions } from './actions.ts'
import { configurationId, issuer, issuerMetadata, preAuthorised } from './issuer.ts'

/** An offer that the learner's wallet takes up once, within ten minutes; its code is returned this once. */
export function offerCredential(
  ctx: Context,
  certificateId: string,
): Promise<{ uri: string; expiresAt: string }> {
  return act(ctx, walletActions.offerCredential, theCertificate(certificateId), async ({ tx, subject }) => {
    assertForWallet(JSON.parse(subject.snapshot))
    const { secret, expiresAt } = await makeCertificateLink(tx, ctx, subject, 'credential-offer')
    const { credentialOffer: uri } = await issuer.createCredentialOffer({
      issuerMetadata: issuerMetadata(ctx.publicUrl),
      credentialConfigurationIds: [configurationId],
      grants: { [preAuthorised]: { 'pre-authorized_code': secret } },
    })
    return { value: { uri, expiresAt: expiresAt.toISOString() }, subjectId: certificateId }
  })
}
