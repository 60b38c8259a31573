import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { actorNow } from '../organisations/store.ts'
import { assertMayBind, type Partnership } from './partnership.ts'
import * as store from './store.ts'

/** The organisation to which a memorandum was proposed confirms it. From then on it is in force within its period. */
export async function confirmPartnership(ctx: Context, id: string): Promise<Partnership> {
  return write(ctx, async (tx) => {
    const proposed = await store.getPartnership(tx, id)
    if (proposed.partnerId !== ctx.actor.organisationId) {
      throw new Refusal('forbidden', 'The other organisation has to confirm what yours has proposed.')
    }
    assertMayBind(await actorNow(tx, ctx.actor))
    const row = await store.confirmPartnership(tx, id, ctx.actor.memberId as string, ctx.now())
    if (!row) throw new Refusal('wrong-state', 'This memorandum is confirmed already, or ended.')
    await record(tx, ctx, 'partnership.confirm', id)
    return row
  })
}
