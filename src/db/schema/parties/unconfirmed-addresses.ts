import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { protect } from '../protect.ts'
import { erasing, notOfTheErased, ownRows } from '../protections.ts'
import { organisations } from './organisations.ts'
import { people } from './people.ts'

/** An address that a learner says is theirs, until they confirm it through a link that is sent there. */
export const unconfirmedAddresses = pgTable(
  'unconfirmed_addresses',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    email: text().notNull(),
    /** Whether they want to be written to there from the day on which they confirm it. */
    writtenPrivately: boolean().notNull(),
    givenAt: moment().notNull(),
  },
  (t) => [
    index('unconfirmed_addresses_by_organisation').on(t.organisationId, t.id),
    index('unconfirmed_addresses_by_person').on(t.personId, t.id),
    index('unconfirmed_addresses_by_age').on(t.givenAt),
  ],
)

protect(unconfirmedAddresses, {
  rows: [ownRows, erasing],
  may: {
    dcr_app: { select: true, insert: true, delete: true },
    dcr_service: { delete: true },
    dcr_eraser: { select: true, delete: true },
  },
  guards: [notOfTheErased('personId')],
})
