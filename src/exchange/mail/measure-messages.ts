import { Gauge, type Registry } from 'prom-client'
import type { Services } from '../../context.ts'
import { countMessages, type MessageCounts } from '../outbox/count-store.ts'

/** How many messages wait and since when, and what became of those of the last hour, for whoever watches the service. */
export function measureMessages(registry: Registry, services: Services): void {
  // All that is collected at once asks once.
  let asked: Promise<MessageCounts | null> | null = null
  const ask = () => {
    asked ??= countMessages(services.db.owner, services.now())
      .catch(() => null)
      .finally(() => {
        asked = null
      })
    return asked
  }
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    show: (counts: MessageCounts, gauge: Gauge<Label>) => void,
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset()
        // Where the database cannot be read, the other metrics are still wanted.
        const counts = await ask()
        if (counts) show(counts, this)
      },
    })
  gauge('messages_queued', 'Messages that wait to be sent or handed over', [], ({ queued }, shown) =>
    shown.set(queued),
  )
  gauge('messages_oldest_seconds', 'For how long the oldest of them is due', [], ({ oldest }, shown) =>
    shown.set(oldest ? Math.max(0, (services.now().getTime() - oldest.getTime()) / 1000) : 0),
  )
  gauge('messages_ended', 'What became of messages within the last hour', ['state'], ({ ended }, shown) => {
    for (const { state, count } of ended) shown.set({ state }, count)
  })
}
