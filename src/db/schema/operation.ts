import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { auxiliaryFaults } from '../../platform/auxiliaries/auxiliary.ts'
import { id, moment } from './columns.ts'
import { organisations } from './parties/organisations.ts'
import { protect } from './protect.ts'

/** What was found of each auxiliary when it was last looked at, by whichever process has it. */
export const auxiliaries = pgTable(
  'auxiliaries',
  {
    id: id(),
    name: text().notNull(),
    /** Whose papers wait while it fails; null: no single organisation's. */
    organisationId: uuid().references(() => organisations.id),
    fault: text({ enum: auxiliaryFaults }),
    /** Since when it is as it is. */
    since: moment().notNull(),
    lookedAt: moment().notNull(),
    /** When its certificate ends, where it has one. */
    endsAt: moment(),
  },
  (t) => [
    unique('auxiliaries_once').on(t.name, t.organisationId).nullsNotDistinct(),
    index('auxiliaries_by_organisation').on(t.organisationId),
  ],
)

protect(auxiliaries, {
  rows: [
    { name: 'own', to: 'dcr_app', for: 'select', using: 'organisation_id = (select acting_organisation())' },
  ],
  may: { dcr_app: { select: true }, dcr_service: { insert: true, update: true } },
})

/**
 * What a job is at, or failed at: who has claimed it until when, and when it is due again. Nothing is here of what was
 * not tried yet, or is long done.
 */
export const attempts = pgTable(
  'attempts',
  {
    id: id(),
    job: text().notNull(),
    item: text().notNull(),
    /** Whose it is; null: no organisation's. */
    organisationId: uuid().references(() => organisations.id),
    recognitionId: uuid(),
    /** How often it failed by itself; an auxiliary that is not there is not counted. */
    failures: integer().notNull().default(0),
    since: moment().notNull(),
    triedAt: moment().notNull(),
    dueAt: moment().notNull(),
    doneAt: moment(),
  },
  (t) => [
    unique('attempts_once').on(t.job, t.item),
    index('attempts_by_organisation')
      .on(t.organisationId, t.since)
      .where(sql`${t.organisationId} is not null`),
  ],
)

protect(attempts, {
  rows: [
    { name: 'own', to: 'dcr_app', for: 'select', using: 'organisation_id = (select acting_organisation())' },
  ],
  may: { dcr_app: { select: true }, dcr_service: { insert: true, update: true, delete: true } },
})

/** How often somebody has asked for something since a window began. Who, and for what, is there as a hash alone. */
export const requestCounts = pgTable(
  'request_counts',
  { key: text().primaryKey(), asked: integer().notNull(), endsAt: moment().notNull() },
  (t) => [index('request_counts_by_end').on(t.endsAt)],
)

protect(requestCounts, { rows: [], may: { dcr_service: { insert: true, update: true, delete: true } } })
