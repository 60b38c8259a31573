import { act } from '../../act.ts'
import { assertForWallet } from '../../certification/documents/exports/export-faults.ts'
import type { Context } from '../../context.ts'
import { makeCertificateLink, theCertificate } from '../sharing/certificate-links.ts'
import { walletActions } from './actions.ts'
import { configurationId, issuer, issuerMetadata, preAuthorised } from './issuer.ts'
import { newPin, pinHash } from './pin.ts'

/**
 * An offer that the learner's wallet takes up once, within ten minutes; its code is returned this once, and so is the PIN
 * without which, where one is asked for, no wallet gets anything for the code.
 */
export function offerCredential(
  ctx: Context,
  certificateId: string,
  withPin = false,
): Promise<{ uri: string; expiresAt: string; pin?: string }> {
  return act(ctx, walletActions.offerCredential, theCertificate(certificateId), async ({ tx, subject }) => {
    assertForWallet(JSON.parse(subject.snapshot))
    const pin = withPin ? newPin() : null
    const { secret, expiresAt } = await makeCertificateLink(
      tx,
      ctx,
      subject,
      'credential-offer',
      pin && pinHash(pin, certificateId),
    )
    const { credentialOffer: uri } = await issuer.createCredentialOffer({
      issuerMetadata: issuerMetadata(ctx.publicUrl),
      credentialConfigurationIds: [configurationId],
      grants: {
        [preAuthorised]: {
          'pre-authorized_code': secret,
          ...(pin && { tx_code: { input_mode: 'numeric' as const, length: pin.length } }),
        },
      },
    })
    const value = { uri, expiresAt: expiresAt.toISOString(), ...(pin && { pin }) }
    return { value, subjectId: certificateId }
  })
}
