import { type Context, write } from '../../context.ts'
import { record } from '../../platform/audit/record.ts'
import { holdAppeal } from './hold-appeal.ts'
import * as store from './store.ts'

/**
 * Has the contested outcomes marked again by assessors of whichever side assesses by the memorandum: it waits in their
 * work lists from now on, and the hosting organisation's find it only so. Asked once.
 */
export async function askMarking(ctx: Context, id: string): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const { facts, appeal } = await holdAppeal(tx, ctx, id, 'ask-marking')
    const now = ctx.now()
    const changes = { markingAskedOf: facts.assessedBy, markingAskedAt: now }
    const by = { memberId: ctx.actor.memberId, personId: null }
    const asked = await store.moveAppeal(tx, appeal, 'ask-marking', changes, by, now)
    await record(tx, ctx, 'appeal.ask-marking', id, { of: facts.assessedBy })
    return asked
  })
}
