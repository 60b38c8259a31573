import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { caseOf, getRecognition } from '../store.ts'

/** A link through which the learner declares authorship; the address is returned this once. */
export async function makeDeclarationLink(
  ctx: Context,
  recognitionId: string,
): Promise<{ url: string; expiresAt: string }> {
  return write(ctx, async (tx) => {
    const recognition = await getRecognition(tx, recognitionId)
    if (recognition.organisationId !== ctx.actor.organisationId) throw notFound('recognition')
    const { organisationId, hostingOrganisationId } = recognition
    const { learnerId: personId } = await getMobility(tx, recognition.mobilityId)
    const { secret, expiresAt } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'declare-authorship',
      party: 'learner',
      personId,
      subjectId: recognitionId,
    })
    await record(tx, ctx, 'evidence.link', recognitionId, {}, caseOf(recognition))
    return { url: `${ctx.publicUrl}/declare/${secret}`, expiresAt: expiresAt.toISOString() }
  })
}
