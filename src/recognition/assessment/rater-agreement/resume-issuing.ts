import { act, own } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import { notFound } from '../../../errors.ts'
import { assessorActions } from '../actions.ts'
import { endPause, type IssuingPause } from './issuing-pause-store.ts'

/** Lets certificates be issued again for a partnership; agreement is watched anew from then on. Done once for a pause. */
export async function resumeIssuing(ctx: Context, id: string, reason: string): Promise<IssuingPause> {
  return act(ctx, assessorActions.resumeIssuing, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const end = { resumedAt: now, resumedBy: actor.memberId!, reason }
    const row = await endPause(tx, organisationId, id, end)
    if (!row) throw notFound('open-pause')
    return { value: row, subjectId: id }
  })
}
