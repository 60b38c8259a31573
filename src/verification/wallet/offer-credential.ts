import { act } from '../../act.ts'
import { assertForWallet } from '../../certification/documents/exports/export-faults.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { makeCertificateLink, theCertificate } from '../sharing/certificate-links.ts'
import { walletActions } from './actions.ts'
import { configurationId, issuer, issuerMetadata, preAuthorised } from './issuer.ts'
import { newPin, pinHash } from './pin.ts'

type Offer = { uri: string; expiresAt: string; pin?: string }

/**
 * An offer that the learner's wallet takes up once, within ten minutes; its code is returned this once, and so is the PIN
 * without which, where one is asked for, no wallet gets anything for the code.
 */
export function offerCredential(ctx: Context, certificateId: string, withPin = false): Promise<Offer> {
  return act(ctx, walletActions.offerCredential, theCertificate(certificateId), async ({ tx, subject }) => ({
    value: await makeOffer(tx, ctx, subject, withPin),
    subjectId: certificateId,
  }))
}

/** The same for the learner, always with a PIN: a code that stands on a screen is seen by others, too. */
export function requestOffer(ctx: Context, certificateId: string): Promise<Offer> {
  return act(ctx, walletActions.requestOffer, theCertificate(certificateId), async ({ tx, subject }) => ({
    value: await makeOffer(tx, ctx, subject, true),
    subjectId: certificateId,
  }))
}

async function makeOffer(
  tx: Tx,
  ctx: Context,
  certificate: Parameters<typeof makeCertificateLink>[2],
  withPin: boolean,
): Promise<Offer> {
  assertForWallet(JSON.parse(certificate.snapshot))
  const pin = withPin ? newPin() : null
  const { secret, expiresAt } = await makeCertificateLink(
    tx,
    ctx,
    certificate,
    'credential-offer',
    pin && pinHash(pin, certificate.id),
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
  return { uri, expiresAt: expiresAt.toISOString(), ...(pin && { pin }) }
}
