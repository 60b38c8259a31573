import type { Readable } from 'node:stream'
import { type Context, read } from '../../context.ts'
import { event, follow, type Glance } from '../progress/follow.ts'
import { viewBatch, viewItem } from './schemas.ts'
import { type Batch, getBatch, type ItemOfBatch, settledAfter } from './store.ts'

/** So many items are told of at a time. */
const AT_ONCE = 100

/**
 * What comes to an end in a batch, as server-sent events: each has the number of its item as its id, so that who comes
 * back with `Last-Event-ID` misses none.
 */
export const followProgress = (
  ctx: Context,
  id: string,
  after: number,
  signal: AbortSignal,
): Promise<Readable> => follow<Look>((before) => look(ctx, id, before?.told ?? after), signal)

/** How far a batch is, and up to which item that was told. */
type Look = Glance & { told: number }

function look(ctx: Context, id: string, after: number): Promise<Look> {
  return read(ctx, async (tx) => {
    // The batch first: what it counts is among the items.
    const batch = await getBatch(tx, ctx.actor, id)
    const items = await settledAfter(tx, id, after, AT_ONCE)
    const isMore = items.length === AT_ONCE
    const told = items.at(-1)?.settled ?? after
    const isLast = !isMore && batch.finishedAt !== null
    return { said: saidOf(batch, items, told, isLast), told, isMore, isLast }
  })
}

function saidOf(batch: Batch, items: readonly ItemOfBatch[], told: number, isLast: boolean): string {
  const { counts } = viewBatch(batch)
  const ended = items.map((item) => event('item', { ...viewItem(item), counts }, item.settled!))
  return [...ended, ...(isLast ? [event('end', viewBatch(batch), told)] : [])].join('')
}
