import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { caseOf, getRecognition } from '../store.ts'
import { assertParty } from './assert-party.ts'

/**
 * A link through which the learner, or a guardian of one under 18, sees the results with their marks and appeals. The
 * address is returned this once.
 */
export async function makeAppealLink(
  ctx: Context,
  recognitionId: string,
  party: 'learner' | 'guardian',
): Promise<{ url: string; expiresAt: string }> {
  return write(ctx, async (tx) => {
    const recognition = await getRecognition(tx, recognitionId)
    if (recognition.organisationId !== ctx.actor.organisationId) throw notFound('recognition')
    const { organisationId, hostingOrganisationId } = recognition
    const { learnerId: personId } = await getMobility(tx, recognition.mobilityId)
    await assertParty(tx, ctx, { party, personId })
    const { secret, expiresAt } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'appeal',
      party,
      personId,
      subjectId: recognitionId,
    })
    await record(tx, ctx, 'appeal.link', recognitionId, { party }, caseOf(recognition))
    return { url: `${ctx.publicUrl}/appeal/${secret}`, expiresAt: expiresAt.toISOString() }
  })
}
