import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import * as store from './store.ts'

/** Ends a share at once. One that has ended stays ended. */
export async function endShare(ctx: Context, certificateId: string, id: string): Promise<void> {
  await write(ctx, async (tx) => {
    const ended = await store.endShare(tx, certificateId, id, ctx.now())
    if (ended) await record(tx, ctx, 'certificate.unshare', certificateId, { share: id })
  })
}
