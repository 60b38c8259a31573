import type { Context } from '../../context.ts'
import { makeCaseLink } from '../make-case-link.ts'
import { identificationActions } from './actions.ts'

/** A link through which the learner acknowledges the information sheet; the address is returned this once. */
export function makeInformationLink(
  ctx: Context,
  recognitionId: string,
): Promise<{ url: string; expiresAt: string }> {
  const { makeInformationLink: action } = identificationActions
  return makeCaseLink(ctx, action, recognitionId, 'acknowledge-information', 'information')
}
