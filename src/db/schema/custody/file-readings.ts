import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../../../platform/auth/access.ts'
import { organisations } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { readByHosts, writtenDown } from '../protections.ts'

/**
 * That somebody read of a learner's case on a day: one line for each reader, case and day. It is no act, so it stands
 * outside the ledger and has no place in its order.
 */
export const fileReadings = pgTable(
  'file_readings',
  {
    ...parties(),
    /** No foreign key: that would hold the case, and wait for whoever holds it. */
    recognitionId: uuid().notNull(),
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
    primaryKey({ columns: [t.recognitionId, t.day, t.readerId] }),
    index('file_readings_by_organisation').on(t.organisationId, t.recognitionId),
  ],
)

protect(fileReadings, { ...writtenDown, rows: [...writtenDown.rows, readByHosts] })
