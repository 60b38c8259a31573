import { act } from '../../act.ts'
import type { Services } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { followLink, makeLink, useLink } from '../../platform/auth/links.ts'
import { walletActions } from './actions.ts'
import { expectPin } from './pin.ts'
import { WalletRefusal } from './wallet-refusal.ts'

/** Gives an access token, good for one credential, for the code of an offer and its PIN, where it has one; the offer is used up by it. */
export async function redeemOffer(
  services: Services,
  code: string,
  pin: string | undefined,
  requestId: string,
): Promise<{ token: string; seconds: number }> {
  try {
    const { link, ctx } = await followLink(services, 'credential-offer', code, requestId)
    await expectPin(ctx, link, pin)
    const { organisationId, hostingOrganisationId, party, personId, subjectId } = link
    const hold = async (tx: Tx) => {
      await useLink(tx, link, ctx.now())
      return { organisationId, hostingOrganisationId, state: null }
    }
    return await act(ctx, walletActions.redeemOffer, hold, async ({ tx, now }) => {
      const { secret, expiresAt } = await makeLink(tx, ctx, {
        organisationId,
        hostingOrganisationId,
        purpose: 'wallet-access',
        party,
        personId,
        subjectId,
      })
      const seconds = Math.floor((expiresAt.getTime() - now.getTime()) / 1000)
      return { value: { token: secret, seconds }, subjectId }
    })
  } catch (error) {
    if (error instanceof Refusal)
      throw new WalletRefusal('invalid_grant', 'The code is unknown, used or expired.')
    throw error
  }
}
