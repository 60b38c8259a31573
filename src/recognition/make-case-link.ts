import { act } from '../act.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { type Deliver, type DeliveredLink, deliverLink } from '../exchange/outbox/deliver-link.ts'
import type { Queued } from '../exchange/outbox/queue-message.ts'
import type { Action } from '../platform/actions/action.ts'
import type { LinkedAs, LinkPurpose } from '../platform/auth/link-terms.ts'
import type { CaseStanding, LoadedCase } from './case.ts'
import { theCase } from './load-case.ts'

type CaseLink = Pick<Queued, 'template'> & {
  purpose: LinkPurpose
  page: string
  holder?: LinkedAs
  deliver: Deliver
  prepare?: (tx: Tx, loaded: LoadedCase) => Promise<Date | null>
}

/**
 * Makes a link of a case for its learner, or for a guardian; `page` is the first part of its address, which is returned this
 * once, or it goes by mail. `prepare` may say no for a reason of its own, and says until when at least the link has to work.
 */
export function makeCaseLink(
  ctx: Context,
  action: Action<CaseStanding>,
  recognitionId: string,
  { purpose, page, template, holder = { party: 'learner' }, deliver, prepare = async () => null }: CaseLink,
): Promise<DeliveredLink> {
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject }) => {
    const atLeast = await prepare(tx, subject)
    const { organisationId, hostingOrganisationId } = subject.recognition
    const { id: mobilityId, learnerId: personId } = subject.mobility
    const parties = { organisationId, hostingOrganisationId }
    const link = { ...parties, purpose, ...holder, personId, subjectId: recognitionId, mobilityId }
    return {
      ...(await deliverLink(tx, ctx, deliver, link, { template, page, atLeast })),
      subjectId: recognitionId,
    }
  })
}
