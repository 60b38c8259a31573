import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { caseOf, getRecognition } from '../store.ts'

/** A link through which the learner acknowledges the information sheet; the address is returned this once. */
export async function makeInformationLink(
  ctx: Context,
  recognitionId: string,
): Promise<{ url: string; expiresAt: string }> {
  return write(ctx, async (tx) => {
    const recognition = await getRecognition(tx, recognitionId)
    const { organisationId, hostingOrganisationId } = recognition
    if (organisationId !== ctx.actor.organisationId) throw notFound('recognition')
    const { learnerId: personId } = await getMobility(tx, recognition.mobilityId)
    const { secret, expiresAt } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'acknowledge-information',
      party: 'learner',
      personId,
      subjectId: recognitionId,
    })
    await record(tx, ctx, 'information.link', recognitionId, {}, caseOf(recognition))
    return { url: `${ctx.publicUrl}/information/${secret}`, expiresAt: expiresAt.toISOString() }
  })
}
