import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, erasing, look, ownRows } from '../protections.ts'

/** The grounds of Article 17(1) GDPR. A word from a list, for this line stays when all else is gone. */
export const erasureReasons = [
  'no-longer-needed',
  'consent-withdrawn',
  'objection',
  'unlawful',
  'legal-obligation',
  'child-online',
] as const

/** That a person was erased: by whom, when, why, and how much of each class of data there was. */
export const erasures = pgTable(
  'erasures',
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Null: the job, once the period for which the organisation keeps people was over. */
    memberId: uuid().references(() => members.id),
    reason: text({ enum: erasureReasons }).notNull(),
    at: moment().notNull(),
    /** By the code of a class of the matrix: so many rows, or files, were erased or kept. */
    counts: jsonb().$type<Record<string, number>>().notNull(),
  },
  (t) => [index('erasures_by_organisation').on(t.organisationId, t.at)],
)

protect(erasures, {
  rows: [ownRows, erasing],
  may: { dcr_app: add, dcr_eraser: look },
  guards: [appendOnly],
})
