import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { notFound, Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { mayConfirmRevocation } from '../certificates/certificate.ts'
import * as store from '../certificates/store.ts'
import { decideRequest, findOpenRequest } from './store.ts'

/**
 * The second of two people revokes a certificate for good, for the reason that the first one gave. Its paper stays what
 * it was; whoever checks it from now on is told when and why.
 */
export async function confirmRevocation(ctx: Context, id: string): Promise<store.CertificateWithRequest> {
  return write(ctx, async (tx) => {
    const { actor, request } = await openRequest(tx, ctx, id)
    assertMayDecide(actor)
    if (actor.memberId === request.requestedBy) {
      throw new Refusal('forbidden', 'Who asked for a revocation cannot confirm it: it takes two people.')
    }
    const now = ctx.now()
    await decideRequest(tx, request.id, 'confirmed', actor.memberId as string, now)
    const revoked = await store.updateCertificate(tx, id, {
      revokedAt: now,
      revocationReason: request.reason,
      revokedBy: actor.memberId,
      updatedAt: now,
    })
    await record(
      tx,
      ctx,
      'certificate.revoke',
      id,
      { reason: request.reason, requestId: request.id },
      revoked,
    )
    return { ...revoked, request: null }
  })
}

/** Gives up a request: whoever asked takes it back, or somebody who could confirm it says no. */
export async function dismissRevocation(ctx: Context, id: string): Promise<store.CertificateWithRequest> {
  return write(ctx, async (tx) => {
    const { actor, request } = await openRequest(tx, ctx, id)
    if (actor.memberId !== request.requestedBy) assertMayDecide(actor)
    const now = ctx.now()
    await decideRequest(tx, request.id, 'dismissed', actor.memberId as string, now)
    const row = await store.updateCertificate(tx, id, { updatedAt: now })
    await record(tx, ctx, 'certificate.dismiss-revocation', id, { requestId: request.id }, row)
    return { ...row, request: null }
  })
}

async function openRequest(
  tx: Tx,
  ctx: Context,
  id: string,
): Promise<{ actor: Actor; request: store.RevocationRequest }> {
  const certificate = await store.lockCertificate(tx, id)
  if (certificate.status !== 'issued') throw notFound('certificate')
  const actor = await actorNow(tx, ctx.actor)
  if (certificate.organisationId !== actor.organisationId) {
    throw new Refusal('forbidden', 'Only the awarding organisation may decide this.')
  }
  const request = await findOpenRequest(tx, id)
  if (!request) {
    const why = certificate.revokedAt
      ? 'The certificate is revoked already.'
      : 'Nobody has asked to revoke it.'
    throw new Refusal('wrong-state', why)
  }
  return { actor, request }
}

function assertMayDecide(actor: Actor): void {
  if (!mayConfirmRevocation.some((role) => actor.roles.includes(role))) {
    throw new Refusal('forbidden', `This needs one of the roles: ${mayConfirmRevocation.join(', ')}.`)
  }
}
