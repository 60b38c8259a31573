import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { linkHolders } from '../mobility/links.ts'
import { members, organisations } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { protect } from '../protect.ts'
import { erasing, notOfTheErased, ownRows } from '../protections.ts'

/** What a learner or guardian asked their school on their page, and what it answered. Nothing of it stands on a paper. */
export const askedQuestions = pgTable(
  'questions',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** Who asked: the other one does not see it. */
    party: text({ enum: linkHolders }).notNull(),
    /** Of two guardians, whether it is the second one. */
    secondGuardian: boolean().notNull().default(false),
    question: text().notNull(),
    askedAt: moment().notNull(),
    answer: text(),
    answeredAt: moment(),
    answeredBy: uuid().references(() => members.id),
  },
  (t) => [
    index('questions_by_organisation').on(t.organisationId, t.id),
    index('questions_waiting').on(t.organisationId, t.askedAt, t.id).where(sql`${t.answeredAt} is null`),
    index('questions_open').on(t.organisationId, t.id).where(sql`${t.answeredAt} is null`),
    index('questions_by_person').on(t.personId, t.id),
  ],
)

protect(askedQuestions, {
  rows: [ownRows, erasing],
  may: {
    dcr_app: { select: true, insert: true, update: ['answer', 'answeredAt', 'answeredBy'] },
    dcr_eraser: { select: true, delete: true },
  },
  guards: [notOfTheErased('personId')],
})
