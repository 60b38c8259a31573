import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { RevocationReason } from '../certificates/certificate.ts'
import { issuedCertificate } from '../certificates/hold-certificate.ts'
import * as store from '../certificates/store.ts'
import { revocationActions } from './actions.ts'
import { insertRevocationRequest } from './store.ts'

/** The first of two people asks for a certificate to be revoked; it stays valid until another one confirms. */
export async function requestRevocation(
  ctx: Context,
  id: string,
  reason: RevocationReason,
): Promise<store.CertificateWithRequest> {
  return act(
    ctx,
    revocationActions.requestRevocation,
    issuedCertificate(id),
    async ({ tx, subject, actor, now }) => {
      const { organisationId, hostingOrganisationId } = subject.certificate
      const request = await insertRevocationRequest(tx, {
        organisationId,
        hostingOrganisationId,
        certificateId: id,
        reason,
        requestedBy: actor.memberId!,
        requestedAt: now,
      })
      const row = await store.updateCertificate(tx, id, { updatedAt: now })
      return { value: { ...row, request, correction: null }, subjectId: id, details: { reason } }
    },
  )
}
