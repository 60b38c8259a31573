import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { mayRequestRevocation, type RevocationReason } from '../certificates/certificate.ts'
import * as store from '../certificates/store.ts'
import { findOpenRequest, insertRevocationRequest } from './store.ts'

/** The first of two people asks for a certificate to be revoked; it stays valid until another one confirms. */
export async function requestRevocation(
  ctx: Context,
  id: string,
  reason: RevocationReason,
): Promise<store.CertificateWithRequest> {
  return write(ctx, async (tx) => {
    const certificate = await store.lockCertificate(tx, id)
    if (certificate.status !== 'issued') throw notFound('certificate')
    const actor = await actorNow(tx, ctx.actor)
    const own = certificate.organisationId === actor.organisationId
    if (!own || !mayRequestRevocation.some((role) => actor.roles.includes(role))) {
      throw new Refusal(
        'forbidden',
        `Only the awarding organisation may ask for this: ${mayRequestRevocation.join(', ')}.`,
      )
    }
    if (certificate.revokedAt) throw new Refusal('wrong-state', 'The certificate is revoked already.')
    if (await findOpenRequest(tx, id)) {
      throw new Refusal('wrong-state', 'Its revocation is asked for already; another person is to decide.')
    }
    const now = ctx.now()
    const { organisationId, hostingOrganisationId } = certificate
    const request = await insertRevocationRequest(tx, {
      organisationId,
      hostingOrganisationId,
      certificateId: id,
      reason,
      requestedBy: actor.memberId as string,
      requestedAt: now,
    })
    const row = await store.updateCertificate(tx, id, { updatedAt: now })
    await record(tx, ctx, 'certificate.request-revocation', id, { reason }, certificate)
    return { ...row, request }
  })
}
