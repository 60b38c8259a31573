import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { enqueue } from '../../../exchange/outbox/queue-message.ts'
import { lockKnownPerson, updatePerson } from '../../../parties/people/store.ts'
import { endLinks, type Link, useLink } from '../../../platform/auth/links.ts'
import { linkRefusal } from '../../../platform/pages/link-page.ts'
import { privateAddressActions } from './actions.ts'
import { assertPrivate } from './assert-private.ts'
import { takeUnconfirmed } from './store.ts'

/**
 * Whoever opens the link that came to an address says that it is theirs: links and mails go there from now on, or once the
 * address of their school has ended. The address that they had is told.
 */
export async function confirmAddress(ctx: Context, link: Link): Promise<{ confirmed: true }> {
  const { personId, subjectId } = link
  const hold = async (tx: Tx) => {
    const person = await lockKnownPerson(tx, personId)
    await useLink(tx, link, ctx.now())
    return { ...person, state: null }
  }
  return act(ctx, privateAddressActions.confirmAddress, hold, async ({ tx, subject, now }) => {
    const given = (await takeUnconfirmed(tx, personId)).find(({ id }) => id === subjectId)
    if (!given) throw linkRefusal('ended')
    const { email, writtenPrivately } = given
    await assertPrivate(tx, subject, email)
    const { state: _, ...person } = subject
    await updatePerson(tx, person, { privateEmail: email, privateEmailSince: now, writtenPrivately }, now)
    const ended = await endLinks(tx, { purpose: 'confirm-address', personId }, now)
    const { organisationId } = person
    const message = { template: 'address-confirmed' as const, subjectId: personId, organisationId }
    const afterwards = async () => {
      if (person.email) await enqueue(tx, ctx, { ...message, to: { personId, party: 'learner' } })
    }
    const details = { writtenPrivately, ...(ended.length > 0 && { ended }) }
    return { value: { confirmed: true }, subjectId: personId, details, afterwards }
  })
}
