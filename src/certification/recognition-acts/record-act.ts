import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { actorNow, getMember } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import type { Act } from '../certificates/standing-store.ts'
import { lockCertificate } from '../certificates/store.ts'
import { actFaults } from './act.ts'
import type { NewAct } from './schemas.ts'
import { insertAct, listActs } from './store.ts'

/**
 * Records what the sending organisation recognises on the strength of a valid certificate. The certificate stays as it
 * is; a correction is a further act, and the newest stands.
 */
export async function recordAct(
  ctx: Context,
  certificateId: string,
  input: z.infer<typeof NewAct>,
): Promise<Act> {
  return write(ctx, async (tx) => {
    const certificate = await lockCertificate(tx, certificateId)
    if (certificate.status !== 'issued') throw notFound('certificate')
    const actor = await actorNow(tx, ctx.actor)
    const mine = certificate.organisationId === actor.organisationId
    if (!mine || !actor.roles.some((role) => role === 'issuer' || role === 'admin')) {
      throw new Refusal('forbidden', 'Only an issuer or admin of the sending organisation may do this.')
    }
    if (certificate.revokedAt)
      throw new Refusal('wrong-state', 'The certificate is revoked; nothing rests on it any more.')
    const now = ctx.now()
    const issuedOn = dayOf(certificate.issuedAt ?? certificate.createdAt)
    const faults = actFaults(input, { issuedOn }, dayOf(now))
    if (faults.length > 0) throw new Refusal('incomplete', 'The act is not complete.', faults)
    const member = await getMember(tx, actor.organisationId, actor.memberId as string)
    const earlier = await listActs(tx, certificateId)
    const act = await insertAct(tx, {
      ...input,
      organisationId: certificate.organisationId,
      hostingOrganisationId: certificate.hostingOrganisationId,
      recognitionId: certificate.recognitionId,
      certificateId,
      number: earlier.length + 1,
      snapshotSha256: certificate.snapshotSha256,
      memberId: member.id,
      memberName: member.name,
      createdAt: now,
    })
    await record(
      tx,
      ctx,
      'act.record',
      act.id,
      {
        certificateId,
        number: act.number,
        decision: act.decision,
      },
      certificate,
    )
    return act
  })
}
