import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { endDesks } from '../../platform/auth/desks.ts'
import { deskActions } from './actions.ts'
import type { DeskRow } from './store.ts'

/** Ends a desk of the actor's organisation. What was done there stands. */
export async function endDesk(ctx: Context, id: string): Promise<DeskRow> {
  return act(ctx, deskActions.endDesk, own(ctx), async ({ tx, actor, now }) => {
    const [ended] = await endDesks(tx, { id }, actor.memberId, now)
    if (!ended) throw notFound('desk')
    const { name, email } = await getMember(tx, actor.organisationId, ended.memberId)
    return { value: { ...ended, name, email }, subjectId: id, details: { memberId: ended.memberId } }
  })
}
