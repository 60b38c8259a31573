import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../../../platform/auth/access.ts'
import { organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, erasing, look, standsIn } from '../protections.ts'

const ofEither = standsIn('organisation_id', 'reader_organisation_id')

/**
 * That somebody read who a learner is, outside of any case, on a day: one line for each reader, learner and day. Like the
 * readings of cases it is no act.
 */
export const personReadings = pgTable(
  'person_readings',
  {
    /** Whose learner it is. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** No foreign key: that would hold the person, and wait for whoever holds them. */
    personId: uuid().notNull(),
    /** The member who read, or the client, where its token names nobody. */
    readerId: uuid().notNull(),
    readerOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** The role in which the member may read, the first of those they hold; null for a client. */
    role: text({ enum: roles }),
    /** The calendar day (UTC), YYYY-MM-DD. */
    day: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.day, t.readerId] }),
    index('person_readings_by_organisation').on(t.organisationId, t.personId),
  ],
)

protect(personReadings, {
  rows: [{ name: 'parties', to: 'dcr_app', using: ofEither, check: ofEither }, erasing],
  may: { dcr_app: add, dcr_eraser: look },
  guards: [appendOnly],
})
