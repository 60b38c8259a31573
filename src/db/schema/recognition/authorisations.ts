import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { keptInSteps, ownRows } from '../protections.ts'

/** For what and from when to when (calendar dates, both included) a member may assess. */
export const authorisations = pgTable(
  'authorisations',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    frameworkId: text().notNull(),
    /** Null: every area. */
    area: text(),
    /** Null: every competence of the area. */
    competence: text(),
    validFrom: text().notNull(),
    validUntil: text().notNull(),
    grantedBy: uuid().references(() => members.id),
    createdAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [index('authorisations_by_member').on(t.organisationId, t.memberId, t.id)],
)

protect(authorisations, {
  rows: [ownRows],
  may: { dcr_app: { select: true, insert: true, update: ['revokedAt'] } },
  guards: [keptInSteps('keep_authorisation()', 'an authorisation', ['revoked_at'])],
})

/** An authorisation as it stood when somebody marked by it. */
export type HeldAuthorisation = {
  id: string
  frameworkId: string
  area: string | null
  competence: string | null
  validFrom: string
  validUntil: string
}
