import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { agreementActions } from './actions.ts'
import { guardianSigns } from './agreement.ts'
import { newestOf } from './agreement-rows.ts'
import { loadAgreement } from './store.ts'

/** A link through which the learner or a guardian signs the newest version; the address is returned this once. */
export async function makeSigningLink(
  ctx: Context,
  mobilityId: string,
  party: 'learner' | 'guardian',
): Promise<{ url: string; expiresAt: string }> {
  const hold = async (tx: Tx) => {
    const { mobility, versions } = await loadAgreement(tx, mobilityId)
    const newest = newestOf(versions)
    const isSigned = guardianSigns(newest, ctx.now())
    return { ...mobility, state: null, version: newest.version, party, guardianSigns: isSigned }
  }
  return act(ctx, agreementActions.makeSigningLink, hold, async ({ tx, subject }) => {
    const { organisationId, hostingOrganisationId, learnerId: personId, version } = subject
    const { secret, expiresAt, ledger } = await makeLink(tx, ctx, {
      organisationId,
      hostingOrganisationId,
      purpose: 'sign-agreement',
      party,
      personId,
      subjectId: version.id,
      mobilityId,
    })
    return {
      value: { url: `${ctx.publicUrl}/sign/${secret}`, expiresAt: expiresAt.toISOString() },
      subjectId: version.id,
      details: { party, ...ledger },
    }
  })
}
