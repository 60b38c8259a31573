import { writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { queueMessage } from '../../exchange/outbox/queue-message.ts'
import type { Role } from '../../platform/auth/access.ts'
import { makeDesk } from '../../platform/auth/desks.ts'
import { deskActions } from './actions.ts'
import type { Invitation } from './invitation.ts'

/** The address of a desk, shown this once, or the message that brings it; and how its line is written. */
type Delivered = {
  link: { url: string; expiresAt: Date } | null
  messageId: string | null
  afterwards: (role: Role | null) => Promise<void>
}

/** Has the link of a desk sent to whoever is invited, or makes it now, to be handed over. Acting for whoever invites. */
export async function deliverDesk(tx: Tx, ctx: Context, invitation: Invitation): Promise<Delivered> {
  const { id, organisationId, hostingOrganisationId, memberId, invitedBy, deliver } = invitation
  if (deliver === 'mail') {
    const to = { memberId }
    const queued = {
      template: 'desk-invitation',
      to,
      organisationId,
      hostingOrganisationId,
      subjectId: id,
    } as const
    return { link: null, messageId: await queueMessage(tx, ctx, queued), afterwards: async () => {} }
  }
  const given = { givenByOrganisation: organisationId, givenByMember: invitedBy }
  const desk = await onBehalfOf(tx, hostingOrganisationId, organisationId, () =>
    makeDesk(tx, ctx, { organisationId: hostingOrganisationId, memberId, travelled: 'by-hand', ...given }),
  )
  const subject = { state: null, organisationId, hostingOrganisationId }
  const line = { subjectId: desk.id, details: { memberId, travelled: 'by-hand', invitation: id } }
  return {
    link: { url: `${ctx.publicUrl}/desk/${desk.secret}`, expiresAt: desk.expiresAt },
    messageId: null,
    afterwards: (role) => writeDown(tx, ctx, deskActions.makeDesk, subject, line, role),
  }
}
