import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { certificates } from '../certification/certificates.ts'
import { id, moment } from '../columns.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { edit, erasing, look, notOfTheErased, ofParties } from '../protections.ts'

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

protect(disclosures, {
  rows: [ofParties, { name: 'chosen', to: 'dcr_public', for: 'select', using: 'true' }, erasing],
  may: { dcr_app: edit, dcr_public: { select: ['certificateId', 'level'] }, dcr_eraser: look },
  guards: [notOfTheErased('certificateId')],
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

protect(shares, {
  rows: [
    ofParties,
    { name: 'open_ones', to: 'dcr_public', for: 'select', using: 'ended_at is null' },
    erasing,
  ],
  may: {
    dcr_app: edit,
    dcr_public: { select: ['certificateId', 'secretHash', 'level', 'expiresAt', 'endedAt'] },
    dcr_eraser: { select: true, delete: true },
  },
  guards: [notOfTheErased('certificateId')],
})
