import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { dayOf } from '../../platform/dates.ts'
import { actorNow } from '../organisations/store.ts'
import { assertMayBind, type Partnership } from './partnership.ts'
import type { EndOfPartnership } from './schemas.ts'
import * as store from './store.ts'

/** Either organisation ends a memorandum, or a proposal of one; what was signed under it stays as it is. */
export async function endPartnership(
  ctx: Context,
  id: string,
  input: z.infer<typeof EndOfPartnership>,
): Promise<Partnership> {
  return write(ctx, async (tx) => {
    await store.getPartnership(tx, id)
    assertMayBind(await actorNow(tx, ctx.actor))
    const now = ctx.now()
    const endedOn = input.endedOn ?? dayOf(now)
    if (endedOn < dayOf(now)) {
      throw new Refusal('incomplete', 'A memorandum does not end in the past.', [
        { in: 'body', pointer: '/endedOn', detail: 'lies in the past' },
      ])
    }
    const end = { endedOn, endedBy: ctx.actor.memberId, endReason: input.reason }
    const row = await store.endPartnership(tx, id, end, now)
    if (!row) throw new Refusal('wrong-state', 'This memorandum is ended already.')
    await record(tx, ctx, 'partnership.end', id, { endedOn })
    return row
  })
}
