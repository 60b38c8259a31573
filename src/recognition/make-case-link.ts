import { act } from '../act.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/client.ts'
import type { Action } from '../platform/actions/action.ts'
import type { LinkPurpose } from '../platform/auth/link-terms.ts'
import { makeLink } from '../platform/auth/links.ts'
import type { CaseStanding, LoadedCase } from './case.ts'
import { theCase } from './load-case.ts'

/**
 * Makes a link of a case for its learner, or for a guardian; `page` is the first part of its address, which is returned this
 * once. `prepare` may say no for a reason of its own, and says until when at least the link has to work.
 */
export function makeCaseLink(
  ctx: Context,
  action: Action<CaseStanding>,
  recognitionId: string,
  purpose: LinkPurpose,
  page: string,
  party: 'learner' | 'guardian' = 'learner',
  prepare: (tx: Tx, loaded: LoadedCase) => Promise<Date | null> = async () => null,
): Promise<{ url: string; expiresAt: string }> {
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject }) => {
    const atLeast = await prepare(tx, subject)
    const { organisationId, hostingOrganisationId } = subject.recognition
    const { secret, expiresAt, ledger } = await makeLink(
      tx,
      ctx,
      {
        organisationId,
        hostingOrganisationId,
        purpose,
        party,
        personId: subject.mobility.learnerId,
        subjectId: recognitionId,
        mobilityId: subject.mobility.id,
      },
      atLeast,
    )
    return {
      value: { url: `${ctx.publicUrl}/${page}/${secret}`, expiresAt: expiresAt.toISOString() },
      subjectId: recognitionId,
      details: { party, ...ledger },
    }
  })
}
