import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { type Deliver, type DeliveredLink, deliverLink } from '../../exchange/outbox/deliver-link.ts'
import { assertHolderNamed, nameOfGuardian, needsGuardian } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { myPageActions } from './actions.ts'
import { isBlindToAny } from './store.ts'
import { say } from './words.ts'

/**
 * A link to the page of a learner, or to what of it is their guardian's; the address is returned this once, or it goes by
 * mail. It shows what
 * became of each of their cases: who is blind to one makes none.
 */
export function makePageLink(
  ctx: Context,
  personId: string,
  holder: LinkedAs,
  deliver: Deliver,
): Promise<DeliveredLink> {
  const hold = async (tx: Tx) => ({ ...(await getKnownPerson(tx, personId)), state: null })
  return act(ctx, myPageActions.makePageLink, hold, async ({ tx, subject, actor, now }) => {
    assertNotBlind(await isBlindToAny(tx, actor.memberId, personId))
    if (holder.party === 'learner') assertHolderNamed(subject, holder)
    else if (!(nameOfGuardian(subject, holder) && needsGuardian(subject, dayOf(now, actor.zone))))
      throw new Refusal('wrong-state', say('no-guardian'))
    const { organisationId } = subject
    const link = {
      organisationId,
      hostingOrganisationId: organisationId,
      purpose: 'me' as const,
      ...holder,
      personId,
      subjectId: personId,
    }
    return {
      ...(await deliverLink(tx, ctx, deliver, link, { template: 'my-page', page: 'me' })),
      subjectId: personId,
    }
  })
}
