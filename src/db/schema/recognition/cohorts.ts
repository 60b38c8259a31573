import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { edits, id, moment, synchronised } from '../columns.ts'
import { mobilities } from '../mobility/mobilities.ts'
import { organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { edit, erasing, isThere, look, ownRows, stamped } from '../protections.ts'

const owner = () =>
  uuid()
    .notNull()
    .references(() => organisations.id)

/** Mobilities that a sending organisation looks after together: a class, those of a project, those at one host. */
export const cohorts = pgTable(
  'cohorts',
  {
    id: id(),
    organisationId: owner(),
    name: text().notNull(),
    /** Of which project all of them are; null: of several. */
    projectCode: text(),
    /** The class or course at the school, where it is one. */
    class: text(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    index('cohorts_by_organisation').on(t.organisationId, t.id),
    index('cohorts_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('cohorts_by_transaction').on(t.organisationId, t.changedIn, t.id),
  ],
)

protect(cohorts, { rows: [ownRows], may: { dcr_app: edit }, guards: [stamped] })

/** Who is, or was, part of a cohort. */
export const cohortMembers = pgTable(
  'cohort_members',
  {
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    organisationId: owner(),
    joinedAt: moment().notNull(),
    /** Since when it is no part of it any more. */
    leftAt: moment(),
    /** The mobility that came in its place. */
    replacedBy: uuid().references(() => mobilities.id),
  },
  (t) => [
    primaryKey({ columns: [t.cohortId, t.mobilityId] }),
    index('cohort_members_by_mobility').on(t.mobilityId),
    index('cohort_members_there').on(t.cohortId, t.mobilityId).where(sql`${t.leftAt} is null`),
  ],
)

const sentByOwner = isThere(
  'mobilities m',
  'm.id = cohort_members.mobility_id and m.organisation_id = cohort_members.organisation_id',
)

protect(cohortMembers, {
  rows: [
    {
      ...ownRows,
      // Only what the organisation sends itself: of what it hosts, the board would show more than a host sees.
      check: `${ownRows.using} and ${sentByOwner}`,
    },
    erasing,
  ],
  may: { dcr_app: { ...look, insert: true, update: ['joinedAt', 'leftAt', 'replacedBy'] }, dcr_eraser: look },
})
