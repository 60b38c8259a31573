import { type Services, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { followLink, makeLink, useLink } from '../../platform/auth/links.ts'
import { WalletRefusal } from './wallet-refusal.ts'

/** Gives an access token, good for one credential, for the code of an offer, which is used up by it. */
export async function redeemCode(
  services: Services,
  code: string,
  requestId: string,
): Promise<{ token: string; seconds: number }> {
  try {
    const { link, ctx } = await followLink(services, 'credential-offer', code, requestId)
    return await write(ctx, async (tx) => {
      await useLink(tx, link, ctx.now())
      const { organisationId, hostingOrganisationId, party, personId, subjectId } = link
      const { secret, expiresAt } = await makeLink(tx, ctx, {
        organisationId,
        hostingOrganisationId,
        purpose: 'wallet-access',
        party,
        personId,
        subjectId,
      })
      await record(tx, ctx, 'certificate.wallet-access', subjectId)
      return { token: secret, seconds: Math.floor((expiresAt.getTime() - ctx.now().getTime()) / 1000) }
    })
  } catch (error) {
    if (error instanceof Refusal)
      throw new WalletRefusal('invalid_grant', 'The code is unknown, used or expired.')
    throw error
  }
}
