import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '../../../platform/auth/access.ts'
import { id, moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { erasing } from '../protections.ts'

export const itemStates = ['waiting', 'done', 'refused', 'unchanged', 'cancelled'] as const

const count = () => integer().notNull().default(0)

/** One action that somebody asked for on many things at once, and how many of them came to which end. */
export const batches = pgTable(
  'batches',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Who asked, and how they came in: what they may do is looked up for each item anew. */
    clientId: uuid().notNull(),
    memberId: uuid().references(() => members.id),
    credentialId: uuid(),
    subjectHash: text(),
    signedIn: boolean().notNull(),
    scopes: jsonb().$type<Scope[]>().notNull(),
    /** The row of the table, by its key. */
    action: text().notNull(),
    /** The route that does it: method and address. */
    route: text().notNull(),
    /** In which refusals are told. */
    language: text().notNull(),
    items: integer().notNull(),
    done: count(),
    refused: count(),
    unchanged: count(),
    cancelled: count(),
    createdAt: moment().notNull(),
    /** When one of its items was last taken up: the batch that has waited for longest comes next. */
    triedAt: moment(),
    cancelledAt: moment(),
    finishedAt: moment(),
  },
  (t) => [
    index('batches_by_member').on(t.organisationId, t.memberId, t.id),
    index('batches_open').on(t.triedAt, t.id).where(sql`${t.finishedAt} is null`),
    index('batches_finished').on(t.finishedAt).where(sql`${t.finishedAt} is not null`),
  ],
)

const isOfWhoAsked = `organisation_id = (select acting_organisation())
    and coalesce(member_id::text, '') = (select coalesce(current_setting('app.member', true), ''))`

/** What somebody asked for is seen by whoever asked for it. */
export const ofWhoAsked = { name: 'own', to: 'dcr_app', using: isOfWhoAsked, check: isOfWhoAsked } as const

protect(batches, {
  rows: [ofWhoAsked],
  may: {
    dcr_app: { select: true, insert: true, update: ['cancelled', 'cancelledAt', 'finishedAt'] },
    dcr_service: { update: true, delete: true },
  },
})

/** One thing of a batch: what is asked of it for as long as it waits, and then what was answered. */
export const batchItems = pgTable(
  'batch_items',
  {
    id: id(),
    batchId: uuid()
      .notNull()
      .references(() => batches.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    memberId: uuid().references(() => members.id),
    position: integer().notNull(),
    /** What whoever asked calls it. */
    key: text(),
    /**
     * As JSON: while it waits, its path parameters, body and If-Match; afterwards the problem document of its refusal. Gone
     * where it was not refused, and once somebody whom it names was erased.
     */
    said: text(),
    state: text({ enum: itemStates }).notNull().default('waiting'),
    /** How often it was begun. */
    attempts: integer().notNull().default(0),
    dueAt: moment().notNull(),
    /** Until when a process is at it. */
    leasedUntil: moment(),
    /** Its place in the order in which items of the batch came to an end, without gaps. */
    settled: integer(),
    endedAt: moment(),
    status: integer(),
    location: text(),
    etag: text(),
    /** The thing that the answer is of. */
    resultId: uuid(),
  },
  (t) => [
    unique('batch_items_once').on(t.batchId, t.position),
    index('batch_items_by_batch').on(t.batchId, t.id),
    index('batch_items_by_state').on(t.batchId, t.state, t.id),
    index('batch_items_waiting').on(t.batchId, t.position).where(sql`${t.state} = 'waiting'`),
    index('batch_items_settled').on(t.batchId, t.settled).where(sql`${t.settled} is not null`),
  ],
)

protect(batchItems, {
  rows: [ofWhoAsked, erasing],
  may: {
    dcr_app: { select: true, insert: true, update: ['state', 'said', 'settled', 'endedAt'] },
    dcr_service: { update: true, delete: true },
    dcr_eraser: { select: true, update: ['said'] },
  },
})
