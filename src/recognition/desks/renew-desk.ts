import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { enqueue } from '../../exchange/outbox/queue-message.ts'
import type { Desk } from '../../platform/auth/desks.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { deskActions } from './actions.ts'
import { findNewestInvitation } from './store.ts'

/**
 * Has a new link sent to the address on file of whoever works at a desk, once a day, also where this one is over; not where
 * somebody has ended it, or nobody invites them any more. Nobody is told which.
 */
export async function renewDesk(ctx: Context, desk: Desk): Promise<void> {
  const { id: subjectId, organisationId, memberId } = desk
  if (desk.endedBy !== null) return
  await write(ctx, async (tx) => {
    const invitation = await findNewestInvitation(tx, memberId)
    if (!invitation) return
    const { hostingOrganisationId } = invitation
    // The message is of whoever invites, and so is its line; nobody of theirs asked for it.
    const actor = {
      organisationId: invitation.organisationId,
      clientId: null,
      memberId: null,
      personId: null,
    }
    const message = await onBehalfOf(tx, invitation.organisationId, organisationId, () =>
      enqueue(
        tx,
        { ...ctx, actor },
        {
          template: 'desk-invitation',
          to: { memberId },
          organisationId: invitation.organisationId,
          hostingOrganisationId,
          subjectId: invitation.id,
          occasion: `renewal ${dayOf(ctx.now(), desk.zone)}`,
        },
      ),
    )
    if (!message) return
    const line = { subjectId, details: { memberId, messageId: message.id } }
    await writeDown(tx, ctx, deskActions.renewDesk, { state: null, organisationId }, line)
  })
}
