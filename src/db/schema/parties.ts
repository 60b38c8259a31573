import { uuid } from 'drizzle-orm/pg-core'
import { organisations } from './parties/organisations.ts'

const party = () =>
  uuid()
    .notNull()
    .references(() => organisations.id)

/** Which of the two organisations of a case says something. */
export const partySides = ['sending', 'hosting'] as const

/** Whose case a row belongs to: the organisation that sends the learner owns it, the one that hosts may see it. */
export const parties = () => ({ organisationId: party(), hostingOrganisationId: party() })
