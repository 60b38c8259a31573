import type { z } from 'zod'
import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { enqueue } from '../../../exchange/outbox/queue-message.ts'
import { findReachable } from '../../../exchange/outbox/store.ts'
import { lockKnownPerson } from '../../../parties/people/store.ts'
import { endLinks, type Link } from '../../../platform/auth/links.ts'
import { privateAddressActions } from './actions.ts'
import { assertPrivate } from './assert-private.ts'
import { MAX_A_DAY } from './private-address.ts'
import type { NewAddress } from './schemas.ts'
import { countAsked, insertUnconfirmed, takeUnconfirmed } from './store.ts'
import { say } from './words.ts'

const DAY_MS = 86_400_000

/**
 * A learner gives an address of their own. A mail goes there with a link to confirm it; until then nothing else does. Another
 * one ends what waits, and its link.
 */
export async function submitAddress(
  ctx: Context,
  { personId, party }: Pick<Link, 'personId' | 'party'>,
  { email, write }: z.infer<typeof NewAddress>,
): Promise<{ id: string }> {
  const hold = async (tx: Tx) => ({ ...(await lockKnownPerson(tx, personId)), state: null })
  return act(ctx, privateAddressActions.submitAddress, hold, async ({ tx, subject, now }) => {
    const { organisationId } = subject
    const to = { personId, party }
    const { mail } = await findReachable(tx, organisationId, to, now)
    if (mail === 'none') throw new Refusal('wrong-state', say('no-mail'))
    await assertPrivate(tx, subject, email)
    if ((await countAsked(tx, personId, new Date(now.getTime() - DAY_MS))) >= MAX_A_DAY)
      throw new Refusal('wrong-state', say('enough'))
    await takeUnconfirmed(tx, personId)
    const ended = await endLinks(tx, { purpose: 'confirm-address', personId }, now)
    const writtenPrivately = write === 'from-now'
    const row = await insertUnconfirmed(tx, {
      organisationId,
      personId,
      email,
      writtenPrivately,
      givenAt: now,
    })
    const message = { template: 'confirm-address' as const, subjectId: row.id }
    const afterwards = async () => {
      await enqueue(tx, ctx, { ...message, to, organisationId, hostingOrganisationId: organisationId })
    }
    const details = { write, ...(ended.length > 0 && { ended }) }
    return { value: { id: row.id }, subjectId: personId, details, afterwards }
  })
}
