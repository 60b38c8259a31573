import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, moment } from '../columns.ts'
import { protect } from '../protect.ts'
import { add, appendOnly } from '../protections.ts'
import { organisations } from './organisations.ts'

/** Every logo that an organisation has shown: what was issued under one names it by its hash. */
export const organisationLogos = pgTable(
  'organisation_logos',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Of the bytes, hexadecimal. */
    sha256: text().notNull(),
    mediaType: text({ enum: ['image/png', 'image/svg+xml'] }).notNull(),
    bytes: bytea().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.sha256] })],
)

protect(organisationLogos, {
  rows: [
    { name: 'shown', to: ['dcr_app', 'dcr_public'], for: 'select', using: 'true' },
    { name: 'own', to: 'dcr_app', for: 'insert', check: 'organisation_id = (select acting_organisation())' },
  ],
  may: { dcr_app: add, dcr_public: { select: ['organisationId', 'sha256', 'mediaType', 'bytes'] } },
  guards: [appendOnly],
})
