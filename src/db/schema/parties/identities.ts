import { jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { protect } from '../protect.ts'
import { add, appendOnly } from '../protections.ts'
import type { ConfirmedIdentity, IdentifyingFacts } from './confirmed-identity.ts'
import { organisations } from './organisations.ts'

/** Every statement of who an organisation is, and each time that one was withdrawn: the newest holds. */
export const organisationIdentities = pgTable(
  'organisation_identities',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    facts: jsonb().$type<IdentifyingFacts>().notNull(),
    /** Null where the confirmation was withdrawn. */
    identity: jsonb().$type<ConfirmedIdentity>(),
    /** Why it was withdrawn. */
    reason: text(),
    statedAt: moment().notNull(),
  },
  (t) => [uniqueIndex('identities_by_organisation').on(t.organisationId, t.id)],
)

protect(organisationIdentities, {
  rows: [
    { name: 'directory', to: 'dcr_app', for: 'select', using: 'true' },
    { name: 'own', to: 'dcr_app', for: 'insert', check: 'organisation_id = (select acting_organisation())' },
  ],
  may: { dcr_app: add },
  guards: [appendOnly],
})
