import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Deliver, type DeliveredLink, deliverLink } from '../../exchange/outbox/deliver-link.ts'
import { agreementActions } from './actions.ts'
import { guardianSigns } from './agreement.ts'
import { newestOf } from './agreement-rows.ts'
import { loadAgreement } from './store.ts'

/** A link through which the learner or a guardian signs the newest version; the address is returned this once, or it goes by mail. */
export async function makeSigningLink(
  ctx: Context,
  mobilityId: string,
  party: 'learner' | 'guardian',
  deliver: Deliver,
): Promise<DeliveredLink> {
  const hold = async (tx: Tx) => {
    const { mobility, versions } = await loadAgreement(tx, mobilityId)
    const newest = newestOf(versions)
    const isSigned = guardianSigns(newest, ctx.now())
    return { ...mobility, state: null, version: newest.version, party, guardianSigns: isSigned }
  }
  return act(ctx, agreementActions.makeSigningLink, hold, async ({ tx, subject }) => {
    const { organisationId, hostingOrganisationId, learnerId: personId, version } = subject
    const purpose = 'sign-agreement' as const
    const link = {
      organisationId,
      hostingOrganisationId,
      purpose,
      party,
      personId,
      subjectId: version.id,
      mobilityId,
    }
    const way = { template: purpose, page: 'sign' } as const
    return {
      ...(await deliverLink(tx, ctx, deliver, link, way)),
      subjectId: version.id,
    }
  })
}
