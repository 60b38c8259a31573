import { sql } from 'drizzle-orm'
import { date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { protect } from '../protect.ts'
import { edit, erasing, keptInSteps, look, ownRows } from '../protections.ts'

/** What people may ask for about their data: Articles 15 to 18, 20 and 21 GDPR. */
export const dataRights = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
] as const

export const dataOutcomes = ['done', 'refused'] as const

/**
 * That a person asked for something about their data, until when it is to be answered, and how it was. Whoever was erased
 * may still ask what is kept.
 */
export const dataRequests = pgTable(
  'data_requests',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    right: text({ enum: dataRights }).notNull(),
    receivedOn: date().notNull(),
    /** The last day for the answer: a month after it was received, three where that was extended. */
    dueOn: date().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => members.id),
    createdAt: moment().notNull(),
    /** Since when it waits for the day on which it is due: received, or extended. */
    waitingSince: moment().notNull(),
    /** What the person was told of why it takes longer. */
    extensionReason: text(),
    extendedAt: moment(),
    outcome: text({ enum: dataOutcomes }),
    /** What the person was told: what was done, or why nothing was. */
    answer: text(),
    answeredAt: moment(),
    answeredBy: uuid().references(() => members.id),
  },
  (t) => [
    index('data_requests_by_organisation').on(t.organisationId, t.id),
    index('data_requests_waiting')
      .on(t.organisationId, t.waitingSince, t.id)
      .where(sql`${t.answeredAt} is null`),
    index('data_requests_open').on(t.organisationId, t.id).where(sql`${t.answeredAt} is null`),
    index('data_requests_by_person').on(t.personId),
  ],
)

protect(dataRequests, {
  rows: [ownRows, erasing],
  may: { dcr_app: edit, dcr_eraser: look },
  guards: [
    keptInSteps(
      'keep_data_request()',
      'a data request',
      ['extended_at', 'extension_reason', 'due_on', 'waiting_since'],
      ['answered_at', 'answered_by', 'outcome', 'answer'],
    ),
  ],
})
