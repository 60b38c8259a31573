import { type Context, write } from '../../context.ts'
import { writeLine } from '../../custody/ledger/write-line.ts'
import { holdAppeal } from './hold-appeal.ts'
import * as store from './store.ts'

/**
 * Has the contested outcomes marked again by assessors of whichever side assesses by the memorandum: it waits in their
 * work lists from now on, and the hosting organisation's find it only so. Asked once.
 */
export async function askMarking(ctx: Context, id: string): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const { recognition, facts, appeal } = await holdAppeal(tx, ctx, id, 'ask-marking')
    const now = ctx.now()
    const changes = { markingAskedOf: facts.assessedBy, markingAskedAt: now }
    const asked = await store.updateAppeal(tx, appeal.id, changes, now)
    await writeLine(tx, ctx, {
      action: 'appeal.ask-marking',
      subjectId: id,
      recognition,
      from: appeal.state,
      to: asked.state,
      details: { of: facts.assessedBy },
    })
    return asked
  })
}
