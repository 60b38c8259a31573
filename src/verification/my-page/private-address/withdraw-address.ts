import type { z } from 'zod'
import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { lockKnownPerson, updatePerson } from '../../../parties/people/store.ts'
import { endLinks, type Link } from '../../../platform/auth/links.ts'
import { privateAddressActions } from './actions.ts'
import type { WithdrawnAddress } from './schemas.ts'
import { takeUnconfirmed } from './store.ts'
import { say } from './words.ts'

/**
 * A learner takes back the address of their own that they confirmed, or the one that waits for that. From then on links and mails
 * go to what is left; what was sent stays in the ledger.
 */
export async function withdrawAddress(
  ctx: Context,
  { personId }: Pick<Link, 'personId'>,
  { which }: z.infer<typeof WithdrawnAddress>,
): Promise<z.infer<typeof WithdrawnAddress>> {
  const hold = async (tx: Tx) => ({ ...(await lockKnownPerson(tx, personId)), state: null })
  return act(ctx, privateAddressActions.withdrawAddress, hold, async ({ tx, subject, now }) => {
    const { state: _, ...person } = subject
    const done = { value: { which }, subjectId: personId }
    if (which === 'confirmed') {
      if (person.privateEmail === null) throw new Refusal('wrong-state', say('nothing-to-take-back'))
      const none = { privateEmail: null, privateEmailSince: null, writtenPrivately: null }
      await updatePerson(tx, person, none, now)
      return { ...done, details: { which } }
    }
    const waiting = await takeUnconfirmed(tx, personId)
    if (waiting.length === 0) throw new Refusal('wrong-state', say('nothing-to-take-back'))
    const ended = await endLinks(tx, { purpose: 'confirm-address', personId }, now)
    return { ...done, details: { which, ...(ended.length > 0 && { ended }) } }
  })
}
