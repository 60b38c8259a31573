import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { earliestToday, latestToday } from '../../platform/clocks.ts'
import type { Act } from '../certificates/certificate.ts'
import { issuedCertificate } from '../certificates/hold-certificate.ts'
import { actFaults } from './act.ts'
import { actActions } from './actions.ts'
import type { NewAct } from './schemas.ts'
import { insertAct, listActs } from './store.ts'
import { say } from './words.ts'

/**
 * Records what the sending organisation recognises on the strength of a valid certificate. The certificate stays as it
 * is; a correction is a further act, and the newest stands.
 */
export async function recordAct(
  ctx: Context,
  certificateId: string,
  input: z.infer<typeof NewAct>,
): Promise<Act> {
  return act(
    ctx,
    actActions.recordAct,
    issuedCertificate(certificateId),
    async ({ tx, subject, actor, now }) => {
      const { certificate } = subject
      const { zone } = actor
      const issuedOn = earliestToday(certificate.issuedAt ?? certificate.createdAt, zone)
      const faults = actFaults(input, { issuedOn }, latestToday(now, zone))
      if (faults.length > 0) throw new Refusal('incomplete', say('not-complete'), faults)
      const member = await getMember(tx, actor.organisationId, actor.memberId!)
      const earlier = await listActs(tx, certificateId)
      const recorded = await insertAct(tx, {
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
      const { id, number, decision } = recorded
      return { value: recorded, subjectId: id, details: { certificateId, number, decision } }
    },
  )
}
