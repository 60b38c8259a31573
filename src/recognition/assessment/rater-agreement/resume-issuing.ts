import { type Context, write } from '../../../context.ts'
import { record } from '../../../custody/ledger/record.ts'
import { notFound } from '../../../errors.ts'
import { endPause, type IssuingPause } from './issuing-pause-store.ts'

/** Lets certificates be issued again for a partnership; agreement is watched anew from then on. Done once for a pause. */
export async function resumeIssuing(ctx: Context, id: string, reason: string): Promise<IssuingPause> {
  return write(ctx, async (tx) => {
    const { organisationId, memberId } = ctx.actor
    const end = { resumedAt: ctx.now(), resumedBy: memberId as string, reason }
    const row = await endPause(tx, organisationId, id, end)
    if (!row) throw notFound('open pause')
    await record(tx, ctx, 'issuing.resume', id)
    return row
  })
}
