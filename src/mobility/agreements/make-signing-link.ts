import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/dates.ts'
import { getMobility } from '../mobilities/store.ts'
import { guardianSigns } from './agreement.ts'
import { getVersion, listSignatures } from './store.ts'

/** A link through which the learner or a guardian signs the newest version; the address is returned this once. */
export async function makeSigningLink(
  ctx: Context,
  mobilityId: string,
  party: 'learner' | 'guardian',
): Promise<{ url: string; expiresAt: string }> {
  return write(ctx, async (tx) => {
    const mobility = await getMobility(tx, mobilityId)
    if (mobility.organisationId !== ctx.actor.organisationId) throw notFound('mobility')
    const version = await getVersion(tx, mobilityId)
    const signed = await listSignatures(tx, version.id)
    if (party === 'guardian' && !guardianSigns(version.content, signed, dayOf(ctx.now()))) {
      throw new Refusal('wrong-state', 'The learner is of age and signs alone.')
    }
    const { organisationId, hostingOrganisationId, learnerId: personId } = mobility
    const { secret, expiresAt } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'sign-agreement',
      party,
      personId,
      subjectId: version.id,
    })
    await record(tx, ctx, 'agreement.link', version.id, { party })
    return { url: `${ctx.publicUrl}/sign/${secret}`, expiresAt: expiresAt.toISOString() }
  })
}
