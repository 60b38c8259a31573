import { count, eq, gt, min } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { messages } from '../../db/schema/exchange/messages.ts'
import type { Message } from './store.ts'

/** How many messages wait, since when the oldest is due, and what became of those of the last hour. */
export type MessageCounts = {
  queued: number
  oldest: Date | null
  ended: { state: Message['state']; count: number }[]
}

const HOUR_MS = 3_600_000

export async function countMessages(owner: Tx, now: Date): Promise<MessageCounts> {
  const [waiting] = await owner
    .select({ queued: count(), oldest: min(messages.dueAt) })
    .from(messages)
    .where(eq(messages.state, 'queued'))
  const ended = await owner
    .select({ state: messages.state, count: count() })
    .from(messages)
    .where(gt(messages.endedAt, new Date(now.getTime() - HOUR_MS)))
    .groupBy(messages.state)
  return { queued: waiting?.queued ?? 0, oldest: waiting?.oldest ?? null, ended }
}
