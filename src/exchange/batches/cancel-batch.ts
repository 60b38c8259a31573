import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { batchActions } from './actions.ts'
import { type Batch, cancelWaiting, holdBatch, noteCancelled } from './store.ts'

/** Ends a batch: what has begun is finished, and of the rest nothing is done. */
export function cancelBatch(ctx: Context, id: string): Promise<Batch> {
  return act(
    ctx,
    batchActions.cancelBatch,
    async (tx) => {
      const batch = await holdBatch(tx, ctx.actor, id)
      const state = batch.finishedAt ? ('finished' as const) : ('running' as const)
      return { state, organisationId: batch.organisationId, batch }
    },
    async ({ tx, subject: { batch }, now }) => {
      const cancelled = await cancelWaiting(tx, batch, now)
      const value = await noteCancelled(tx, batch, cancelled, now)
      return { value, subjectId: id, details: { cancelled } }
    },
  )
}
