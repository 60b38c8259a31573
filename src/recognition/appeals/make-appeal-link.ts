import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import type { Deliver, DeliveredLink } from '../../exchange/outbox/deliver-link.ts'
import { assertHolderNamed } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { endOfDay } from '../../platform/dates.ts'
import type { LoadedCase } from '../case.ts'
import { makeCaseLink } from '../make-case-link.ts'
import { getRecognitionFor } from '../store.ts'
import { appealLinkActions } from './actions.ts'
import { lastDayOf } from './appeal.ts'
import { assertParty } from './assert-party.ts'
import { say } from './words.ts'

/**
 * A link through which the learner, or a guardian of one under 18, sees the results with their marks and appeals. The
 * address is returned this once, or it goes by mail. It works until the last day to appeal is over, where that is later than links of appeals
 * end. Who is blind to the results makes none.
 */
export function makeAppealLink(
  ctx: Context,
  recognitionId: string,
  holder: LinkedAs,
  deliver: Deliver,
): Promise<DeliveredLink> {
  const { makeAppealLink: action } = appealLinkActions
  const prepare = async (tx: Tx, loaded: LoadedCase) => {
    assertNotBlind((await getRecognitionFor(tx, ctx.actor, recognitionId)).isBlind)
    const { learnerId: personId } = loaded.mobility
    const { timeZone: zone } = loaded.settings
    await assertParty(tx, { party: holder.party, personId, zone }, ctx.now())
    assertHolderNamed(await getKnownPerson(tx, personId), holder)
    const lastDay = lastDayOf(loaded)
    if (lastDay !== null && loaded.today > lastDay)
      throw new Refusal('wrong-state', say('time-over', { day: lastDay }))
    return lastDay === null ? null : endOfDay(lastDay, zone)
  }
  const purpose = 'appeal'
  return makeCaseLink(ctx, action, recognitionId, {
    purpose,
    page: 'appeal',
    template: purpose,
    holder,
    deliver,
    prepare,
  })
}
