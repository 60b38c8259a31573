import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { certificates } from './certificates.ts'
import { id, moment } from './columns.ts'
import { organisations } from './organisations.ts'

const level = () => text({ enum: ['validity', 'outcomes', 'everything'] }).notNull()

/** What the learner lets anyone see who has the verification code. Without a line it is the outcomes. */
export const disclosures = pgTable('disclosures', {
  certificateId: uuid()
    .primaryKey()
    .references(() => certificates.id),
  organisationId: uuid()
    .notNull()
    .references(() => organisations.id),
  hostingOrganisationId: uuid()
    .notNull()
    .references(() => organisations.id),
  level: level(),
  updatedAt: moment().notNull(),
})

/** A link to a certificate that the learner gives to one reader, for a time. Only the hash of its secret is kept. */
export const shares = pgTable(
  'shares',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    hostingOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    certificateId: uuid()
      .notNull()
      .references(() => certificates.id),
    secretHash: text().notNull().unique(),
    level: level(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [index('shares_by_certificate').on(t.certificateId, t.id)],
)
