import type { Context } from '../../context.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { makeCaseLink } from '../make-case-link.ts'
import { getRecognitionFor } from '../store.ts'
import { appealLinkActions } from './actions.ts'
import { assertParty } from './assert-party.ts'

/**
 * A link through which the learner, or a guardian of one under 18, sees the results with their marks and appeals. The
 * address is returned this once. Who is blind to the results makes none.
 */
export function makeAppealLink(
  ctx: Context,
  recognitionId: string,
  party: 'learner' | 'guardian',
): Promise<{ url: string; expiresAt: string }> {
  const { makeAppealLink: action } = appealLinkActions
  return makeCaseLink(ctx, action, recognitionId, 'appeal', 'appeal', party, async (tx, { mobility }) => {
    assertNotBlind((await getRecognitionFor(tx, ctx.actor, recognitionId)).isBlind)
    await assertParty(tx, ctx, { party, personId: mobility.learnerId })
  })
}
