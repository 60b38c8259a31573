import type { Context } from '../../context.ts'
import type { Deliver, DeliveredLink } from '../../exchange/outbox/deliver-link.ts'
import { declaredUntil } from '../identification/link-ends.ts'
import { makeCaseLink } from '../make-case-link.ts'
import { documentationActions } from './actions.ts'

/** A link through which the learner declares authorship; the address is returned this once, or it goes by mail. */
export function makeDeclarationLink(
  ctx: Context,
  recognitionId: string,
  deliver: Deliver,
): Promise<DeliveredLink> {
  const { makeDeclarationLink: action } = documentationActions
  return makeCaseLink(ctx, action, recognitionId, {
    purpose: 'declare-authorship',
    page: 'declare',
    template: 'declare-authorship',
    deliver,
    prepare: async (_tx, loaded) => declaredUntil(loaded),
  })
}
