import { date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { edits, id } from './columns.ts'
import { organisations } from './organisations.ts'

/** Learners. They hold no account: they act through links made for one purpose each. */
export const people = pgTable(
  'people',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    givenName: text().notNull(),
    familyName: text().notNull(),
    birthDate: date().notNull(),
    email: text(),
    guardianName: text(),
    guardianEmail: text(),
    externalId: text(),
    ...edits(),
  },
  (t) => [
    unique('people_external_id').on(t.organisationId, t.externalId),
    index('people_by_organisation').on(t.organisationId, t.id),
    index('people_by_change').on(t.organisationId, t.updatedAt, t.id),
  ],
)
