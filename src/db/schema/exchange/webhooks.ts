import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { edits, id, moment } from '../columns.ts'
import { organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { edit, ownRows } from '../protections.ts'

export const webhookStates = ['active', 'disabled', 'ended'] as const

const position = () => bigint({ mode: 'number' })

/** An address of an organisation that is told of events as they come. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    url: text().notNull(),
    /** Of which types of events it is told; null: of all. */
    types: text().array(),
    state: text({ enum: webhookStates }).notNull().default('active'),
    /** Encrypted; what is sent is signed with it. */
    secret: text().notNull(),
    /** The one before it, with which is signed, too, until that moment. */
    earlierSecret: text(),
    earlierUntil: moment(),
    /** Up to which position of the ledger its deliveries are made. */
    position: position().notNull(),
    ...edits(),
    /** Since when nothing was taken. */
    failingSince: moment(),
    /** Why it was disabled, or what it last failed of, as a code. */
    problem: text(),
    disabledAt: moment(),
    /** When it is tried again after a failure. */
    dueAt: moment(),
    triedAt: moment(),
    /** Until when somebody is at sending to it. */
    leasedUntil: moment(),
  },
  (t) => [
    index('webhooks_by_organisation').on(t.organisationId, t.id),
    index('webhooks_active').on(t.triedAt, t.id).where(sql`${t.state} = 'active'`),
    index('webhooks_disabled').on(t.organisationId, t.disabledAt, t.id).where(sql`${t.state} = 'disabled'`),
  ],
)

protect(webhooks, {
  rows: [ownRows],
  may: { dcr_app: edit, dcr_service: { update: true } },
})

export const deliveryStates = ['waiting', 'delivered', 'cancelled'] as const

/** What is sent to a webhook, word for word, and what came of it. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    webhookId: uuid()
      .notNull()
      .references(() => webhooks.id),
    /** The order in which they are sent. */
    seq: position().notNull().generatedAlwaysAsIdentity({ name: 'webhook_deliveries_seq' }),
    /** The same however often it is sent: the id of the event; of a ping, its own. */
    messageId: uuid().notNull(),
    position: position(),
    type: text().notNull(),
    body: text().notNull(),
    state: text({ enum: deliveryStates }).notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    /** What the last attempt was answered, and what it failed of, as a code. */
    status: integer(),
    problem: text(),
    triedAt: moment(),
    createdAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    index('webhook_deliveries_by_webhook').on(t.webhookId, t.id),
    index('webhook_deliveries_by_state').on(t.webhookId, t.state, t.id),
    index('webhook_deliveries_waiting').on(t.webhookId, t.seq).where(sql`${t.state} = 'waiting'`),
    index('webhook_deliveries_by_organisation').on(t.organisationId, t.id),
    index('webhook_deliveries_ended').on(t.endedAt).where(sql`${t.endedAt} is not null`),
  ],
)

protect(webhookDeliveries, {
  rows: [ownRows],
  may: { dcr_app: edit, dcr_service: { delete: true } },
})
