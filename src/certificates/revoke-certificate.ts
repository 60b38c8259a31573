import { type Context, write } from '../context.ts'
import { notFound, Refusal } from '../errors.ts'
import { actorNow } from '../organisations/store.ts'
import { record } from '../platform/audit/record.ts'
import type { RevocationReason } from './certificate.ts'
import { type Certificate, lockCertificate, updateCertificate } from './store.ts'

/** Revokes an issued certificate for good. Its paper stays what it was; whoever checks it is told when and why. */
export async function revokeCertificate(
  ctx: Context,
  id: string,
  reason: RevocationReason,
): Promise<Certificate> {
  return write(ctx, async (tx) => {
    const certificate = await lockCertificate(tx, id)
    if (certificate.status !== 'issued') throw notFound('certificate')
    const actor = await actorNow(tx, ctx.actor)
    if (certificate.organisationId !== actor.organisationId || !actor.roles.includes('issuer')) {
      throw new Refusal('forbidden', 'Only an issuer of the awarding organisation may revoke a certificate.')
    }
    if (certificate.revokedAt) throw new Refusal('wrong-state', 'The certificate is revoked already.')
    const now = ctx.now()
    const revoked = await updateCertificate(tx, id, {
      revokedAt: now,
      revocationReason: reason,
      revokedBy: actor.memberId,
      updatedAt: now,
    })
    await record(tx, ctx, 'certificate.revoke', id, { reason })
    return revoked
  })
}
