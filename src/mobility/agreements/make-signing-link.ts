import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Deliver, type DeliveredLink, deliverLink } from '../../exchange/outbox/deliver-link.ts'
import { assertHolderNamed } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { agreementActions } from './actions.ts'
import { guardianMaySign, hasSigned, isWithHost, signableUntil, takesOver } from './agreement.ts'
import { newestOf } from './agreement-rows.ts'
import { loadAgreement } from './store.ts'

/** A link through which the learner or a guardian signs the newest version; the address is returned this once, or it goes by mail. */
export async function makeSigningLink(
  ctx: Context,
  mobilityId: string,
  holder: LinkedAs,
  deliver: Deliver,
): Promise<DeliveredLink> {
  const hold = async (tx: Tx) => {
    const { mobility, versions } = await loadAgreement(tx, mobilityId)
    const newest = newestOf(versions)
    const signing = {
      party: holder.party,
      hasSigned: hasSigned(newest, holder),
      guardianSigns: guardianMaySign(newest, ctx.now()),
      takesOver: takesOver(newest, ctx.now()),
      withFormer: !isWithHost(newest.version, mobility),
      isReturned: newest.returned !== undefined,
    }
    return { ...mobility, state: null, version: newest.version, atLeast: signableUntil(newest), signing }
  }
  return act(ctx, agreementActions.makeSigningLink, hold, async ({ tx, subject }) => {
    const { organisationId, hostingOrganisationId, learnerId: personId, version, atLeast } = subject
    assertHolderNamed(await getKnownPerson(tx, personId), holder)
    const purpose = 'sign-agreement' as const
    const link = {
      organisationId,
      hostingOrganisationId,
      purpose,
      ...holder,
      personId,
      subjectId: version.id,
      mobilityId,
    }
    const way = { template: purpose, page: 'sign', atLeast } as const
    return {
      ...(await deliverLink(tx, ctx, deliver, link, way)),
      subjectId: version.id,
    }
  })
}
