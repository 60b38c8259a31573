import type { Context } from '../../context.ts'
import { makeCaseLink } from '../make-case-link.ts'
import { documentationActions } from './actions.ts'

/** A link through which the learner declares authorship; the address is returned this once. */
export function makeDeclarationLink(
  ctx: Context,
  recognitionId: string,
): Promise<{ url: string; expiresAt: string }> {
  const { makeDeclarationLink: action } = documentationActions
  return makeCaseLink(ctx, action, recognitionId, 'declare-authorship', 'declare')
}
