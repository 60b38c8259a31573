import { type Context, write } from '../../context.ts'
import { writeLine } from '../../custody/ledger/write-line.ts'
import { appealRules } from './appeal.ts'
import { holdAppeal } from './hold-appeal.ts'
import * as store from './store.ts'

/** A validator who took no part takes the appeal on; from then on nobody else decides it. */
export async function hearAppeal(ctx: Context, id: string): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const { recognition, appeal } = await holdAppeal(tx, ctx, id, 'hear')
    const now = ctx.now()
    const memberId = ctx.actor.memberId as string
    const changes = { state: appealRules.hear.to, handlerId: memberId, heardAt: now }
    const heard = await store.updateAppeal(tx, appeal.id, changes, now)
    await writeLine(tx, ctx, {
      action: 'appeal.hear',
      subjectId: id,
      recognition,
      from: appeal.state,
      to: heard.state,
    })
    return heard
  })
}
