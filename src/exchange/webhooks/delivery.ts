import { type EventName, eventNames } from '../events/event-types.ts'
import type { SeenEvent } from '../events/read-events.ts'
import { viewEvent } from '../events/schemas.ts'
import type { Webhook } from './store.ts'

/** Of which types a webhook is told. */
export const typesOf = ({ types }: Pick<Webhook, 'types'>): EventName[] =>
  eventNames.filter((name) => types === null || types.includes(name))

/** What is sent of events, word for word, so that it is the same at each attempt. */
export function deliveriesOf(
  { id: webhookId, organisationId }: Pick<Webhook, 'id' | 'organisationId'>,
  events: readonly SeenEvent[],
  origin: string,
  now: Date,
) {
  return events.map((event) => ({
    ...{ organisationId, webhookId, createdAt: now },
    ...{ messageId: event.id, position: event.position, type: event.type },
    body: JSON.stringify({
      type: event.type,
      timestamp: event.at.toISOString(),
      data: viewEvent(event, origin),
    }),
  }))
}
