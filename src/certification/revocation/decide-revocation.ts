import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { issuedCertificate } from '../certificates/hold-certificate.ts'
import * as store from '../certificates/store.ts'
import { revocationActions } from './actions.ts'
import { decideRequest } from './store.ts'

/**
 * The second of two people revokes a certificate for good, for the reason that the first one gave. Its paper stays what
 * it was; whoever checks it from now on is told when and why.
 */
export async function confirmRevocation(ctx: Context, id: string): Promise<store.CertificateWithRequest> {
  return act(
    ctx,
    revocationActions.confirmRevocation,
    issuedCertificate(id),
    async ({ tx, subject, actor, now }) => {
      const { reason, id: requestId } = subject.certificate.request!
      await decideRequest(tx, requestId, 'confirmed', actor.memberId!, now)
      const revoked = await store.updateCertificate(tx, id, {
        revokedAt: now,
        revocationReason: reason,
        revokedBy: actor.memberId,
        updatedAt: now,
      })
      return {
        value: { ...revoked, request: null, correction: null },
        subjectId: id,
        details: { reason, requestId },
      }
    },
  )
}

/** Gives up a request: whoever asked takes it back, or somebody who could confirm it says no. */
export async function dismissRevocation(ctx: Context, id: string): Promise<store.CertificateWithRequest> {
  return act(
    ctx,
    revocationActions.dismissRevocation,
    issuedCertificate(id),
    async ({ tx, subject, actor, now }) => {
      const requestId = subject.certificate.request!.id
      await decideRequest(tx, requestId, 'dismissed', actor.memberId!, now)
      const row = await store.updateCertificate(tx, id, { updatedAt: now })
      return { value: { ...row, request: null, correction: null }, subjectId: id, details: { requestId } }
    },
  )
}
