import { uuid } from 'drizzle-orm/pg-core'
import { organisations } from './parties/organisations.ts'

const party = () =>
  uuid()
    .notNull()
    .references(() => organisations.id)

/** Whose case a row belongs to: the organisation that sends the learner owns it, the one that hosts may see it. */
export const parties = () => ({ organisationId: party(), hostingOrganisationId: party() })
