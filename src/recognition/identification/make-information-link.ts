import type { Context } from '../../context.ts'
import type { Deliver, DeliveredLink } from '../../exchange/outbox/deliver-link.ts'
import { makeCaseLink } from '../make-case-link.ts'
import { identificationActions } from './actions.ts'
import { acknowledgedUntil } from './link-ends.ts'

/** A link through which the learner acknowledges the information sheet; the address is returned this once, or it goes by mail. */
export function makeInformationLink(
  ctx: Context,
  recognitionId: string,
  deliver: Deliver,
): Promise<DeliveredLink> {
  const { makeInformationLink: action } = identificationActions
  return makeCaseLink(ctx, action, recognitionId, {
    purpose: 'acknowledge-information',
    page: 'information',
    template: 'read-information',
    deliver,
    prepare: async (_tx, loaded) => acknowledgedUntil(loaded),
  })
}
