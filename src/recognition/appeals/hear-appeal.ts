import { type Context, write } from '../../context.ts'
import { record } from '../../platform/audit/record.ts'
import { appealRules } from './appeal.ts'
import { holdAppeal } from './hold-appeal.ts'
import * as store from './store.ts'

/** A validator who took no part takes the appeal on; from then on nobody else decides it. */
export async function hearAppeal(ctx: Context, id: string): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const { appeal } = await holdAppeal(tx, ctx, id, 'hear')
    const now = ctx.now()
    const memberId = ctx.actor.memberId as string
    const changes = { state: appealRules.hear.to, handlerId: memberId, heardAt: now }
    const heard = await store.moveAppeal(tx, appeal, 'hear', changes, { memberId, personId: null }, now)
    await record(tx, ctx, 'appeal.hear', id)
    return heard
  })
}
