import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { type Deliver, type DeliveredLink, deliverLink } from '../../exchange/outbox/deliver-link.ts'
import { sharingActions } from './actions.ts'
import { certificateLink, theCertificate } from './certificate-links.ts'

/** A link through which the learner says what strangers see of the certificate; the address is returned this once, or it goes by mail. */
export function makeHolderLink(
  ctx: Context,
  certificateId: string,
  deliver: Deliver,
): Promise<DeliveredLink> {
  return act(ctx, sharingActions.makeHolderLink, theCertificate(certificateId), async ({ tx, subject }) => {
    const link = await certificateLink(tx, ctx, subject, 'share-certificate')
    return {
      ...(await deliverLink(tx, ctx, deliver, link, { template: 'holder', page: 'holder' })),
      subjectId: certificateId,
    }
  })
}
