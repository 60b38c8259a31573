import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { certificates } from '../certification/certificates.ts'
import { id, moment } from '../columns.ts'
import { parties } from '../parties.ts'

const level = () => text({ enum: ['validity', 'outcomes', 'everything'] }).notNull()

/** What the learner lets anyone see who has the verification code. Without a line it is the outcomes. */
export const disclosures = pgTable('disclosures', {
  certificateId: uuid()
    .primaryKey()
    .references(() => certificates.id),
  ...parties(),
  level: level(),
  updatedAt: moment().notNull(),
})

/** A link to a certificate that the learner gives to one reader, for a time. Only the hash of its secret is kept. */
export const shares = pgTable(
  'shares',
  {
    id: id(),
    ...parties(),
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
