import { writeDown } from '../../act.ts'
import { type Context, type Services, write } from '../../context.ts'
import { enqueue } from '../../exchange/outbox/queue-message.ts'
import { findReachable } from '../../exchange/outbox/store.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { myPageActions } from './actions.ts'
import { findPageHolders } from './store.ts'

/**
 * Has a new link to their page sent to whoever has this address on file, once a day for each page, where their school sends
 * mail; without a mail server the message waits to be handed over. Whoever asked is not told whether there is anybody.
 */
export async function sendPageLinks(services: Services, address: string, requestId: string): Promise<void> {
  for (const { organisationId, ...to } of await findPageHolders(services.db, address, services.now())) {
    // The message is of the school; nobody of theirs asked for it.
    const actor = { organisationId, clientId: null, memberId: null, personId: null }
    const ctx: Context = { ...services, actor, requestId, answer: null }
    await write(ctx, async (tx, { zone }) => {
      const { mail, address: reached } = await findReachable(tx, organisationId, to, ctx.now())
      if (mail === 'none' || !reached) return
      const message = await enqueue(tx, ctx, {
        template: 'my-page',
        to,
        organisationId,
        hostingOrganisationId: organisationId,
        subjectId: to.personId,
        occasion: `asked ${dayOf(ctx.now(), zone)}`,
      })
      if (!message) return
      const line = {
        subjectId: to.personId,
        details: {
          party: to.party,
          ...(to.secondGuardian && { secondGuardian: true }),
          messageId: message.id,
        },
      }
      await writeDown(tx, ctx, myPageActions.sendPageLink, { state: null, organisationId }, line)
    })
  }
}
