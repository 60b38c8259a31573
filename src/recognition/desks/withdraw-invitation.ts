import { act, writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { endDesks } from '../../platform/auth/desks.ts'
import { deskActions } from './actions.ts'
import type { Invitation } from './invitation.ts'
import * as store from './store.ts'

/** Takes an invitation back; the desk ends with the last one. What was done there stands. */
export async function withdrawInvitation(ctx: Context, id: string): Promise<Invitation> {
  const { withdrawInvitation: action, endDesk } = deskActions
  const { organisationId } = ctx.actor
  const hold = async () => ({ state: null, organisationId })
  return act(ctx, action, hold, async ({ tx, actor, role, now }) => {
    const row = await store.takeInvitationBack(tx, { id, organisationId }, actor.memberId, now)
    const { hostingOrganisationId, memberId } = row
    const ended = await onBehalfOf(tx, hostingOrganisationId, organisationId, async () =>
      (await store.isStillInvited(tx, memberId)) ? [] : endDesks(tx, { memberId }, null, now),
    )
    return {
      value: row,
      subjectId: id,
      details: { host: hostingOrganisationId, memberId },
      afterwards: async () => {
        const subject = { state: null, organisationId, hostingOrganisationId }
        for (const { id: subjectId } of ended)
          await writeDown(tx, ctx, endDesk, subject, { subjectId, details: { invitation: id } }, role)
      },
    }
  })
}
