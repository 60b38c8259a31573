import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { sharingActions } from './actions.ts'
import { makeCertificateLink, theCertificate } from './certificate-links.ts'

/** A link through which the learner says what strangers see of the certificate; the address is returned this once. */
export function makeHolderLink(
  ctx: Context,
  certificateId: string,
): Promise<{ url: string; expiresAt: string }> {
  return act(ctx, sharingActions.makeHolderLink, theCertificate(certificateId), async ({ tx, subject }) => {
    const { secret, expiresAt, ledger } = await makeCertificateLink(tx, ctx, subject, 'share-certificate')
    return {
      value: { url: `${ctx.publicUrl}/holder/${secret}`, expiresAt: expiresAt.toISOString() },
      subjectId: certificateId,
      details: ledger,
    }
  })
}
